/** How many dossiers of a queue stand in each state: a bar of parts, each a link; its legend beneath says the same in words. */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { StateLive } from '../../api/schemas.ts';
import { useLabel } from '../i18n/format.ts';
import { deskLink } from './states.ts';

interface StateBarProps {
  readonly queue: string;
  readonly name: string;
  readonly states: readonly StateLive[];
}

export function StateBar({ queue, name, states }: StateBarProps) {
  const t = useTranslate();
  const text = useLabel();
  if (states.length === 0) return '—';
  return (
    <>
      <Box aria-hidden sx={{ display: 'flex', gap: '2px', height: 8, mb: 0.5 }}>
        {states.map(({ id, tone, count }) => (
          <Box
            key={id}
            sx={({ pli }) => ({
              flex: count,
              minWidth: 4,
              borderRadius: '2px',
              bgcolor: pli.tones[tone].fg,
              opacity: 0.75,
            })}
          />
        ))}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
        {states.map(({ id, label, desk, tone, count }) => (
          <Box
            key={id}
            component={Link}
            to={deskLink(queue, { id, desk })}
            aria-label={t('pli.supervision.open', { queue: name, what: text(label), count })}
            sx={({ pli }) => ({
              display: 'inline-flex',
              alignItems: 'center',
              gap: 0.5,
              minHeight: 24,
              fontSize: 12,
              color: 'text.primary',
              textDecoration: 'none',
              '&:hover': { textDecoration: 'underline' },
              '&::before': {
                content: '""',
                width: 8,
                height: 8,
                borderRadius: '2px',
                bgcolor: pli.tones[tone].fg,
                opacity: 0.75,
              },
            })}
          >
            {text(label)} <b>{count}</b>
          </Box>
        ))}
      </Box>
    </>
  );
}
