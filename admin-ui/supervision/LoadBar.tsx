/** What an agent has in hand, against what they may have (N23). */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';

interface LoadBarProps {
  readonly load: number;
  /** Null: no limit. */
  readonly capacity: number | null;
}

export function LoadBar({ load, capacity }: LoadBarProps) {
  const t = useTranslate();
  if (capacity === null) {
    return (
      <>
        {load}{' '}
        <Box component="span" sx={{ color: 'text.secondary', fontSize: 12 }}>
          {t('pli.supervision.noLimit')}
        </Box>
      </>
    );
  }
  const share = capacity === 0 ? 1 : Math.min(1, load / capacity);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <Box
        aria-hidden
        sx={({ pli }) => ({ width: 88, height: 8, borderRadius: '4px', bgcolor: pli.subtle, overflow: 'hidden' })}
      >
        <Box
          sx={({ pli, transitions }) => ({
            width: `${share * 100}%`,
            height: '100%',
            bgcolor: pli.tones[share >= 1 ? 'attention' : 'progress'].fg,
            transition: transitions.create('width'),
          })}
        />
      </Box>
      <span>{t('pli.supervision.loadOf', { load, capacity })}</span>
    </Box>
  );
}
