/** What came while one wrote, in blue above the thread until it was viewed (W3). */
import { Box, Button } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';

interface FreshLettersProps {
  readonly count: number;
  readonly onViewed: () => void;
  readonly children: ReactNode;
}

export function FreshLetters({ count, onViewed, children }: FreshLettersProps) {
  const t = useTranslate();
  return (
    <Box
      component="section"
      aria-label={t('pli.composer.fresh', { smart_count: count })}
      data-fresh
      sx={({ pli }) => ({
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'minmax(0, 1fr)',
        p: 1,
        border: 1,
        borderColor: pli.tones.info.fg,
        borderRadius: 1,
        color: pli.tones.info.fg,
        bgcolor: pli.tones.info.bg,
        '& > article': { color: pli.text },
      })}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Box component="span" sx={{ flex: 1, fontWeight: 600 }}>
          {t('pli.composer.fresh', { smart_count: count })}
        </Box>
        <Button color="inherit" variant="outlined" onClick={onViewed}>
          {t('pli.composer.viewed')}
        </Button>
      </Box>
      {children}
    </Box>
  );
}
