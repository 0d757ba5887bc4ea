/** What the contact wrote while the answer waited: shown, and to be acknowledged before it is approved (O2). */
import WroteIcon from '@mui/icons-material/MarkEmailUnreadOutlined';
import { Box, Checkbox, FormControlLabel, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Message } from '../../api/schemas.ts';
import { Letter } from '../desk/thread/Letter.tsx';

interface NewLettersProps {
  readonly dossierId: string;
  /** Oldest first; at least one. */
  readonly letters: readonly Message[];
  readonly acknowledged: string | null;
  readonly onAcknowledge: (letter: string | null) => void;
}

export function NewLetters({ dossierId, letters, acknowledged, onAcknowledge }: NewLettersProps) {
  const t = useTranslate();
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const latest = letters.at(-1)?.id ?? null;
  const count = { smart_count: letters.length };
  const toggle = (id: string) =>
    setFolded((all) => (all.has(id) ? new Set([...all].filter((each) => each !== id)) : new Set(all).add(id)));
  return (
    <Box
      component="section"
      aria-label={t('pli.approvals.wrote.title', count)}
      sx={({ pli }) => ({
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'minmax(0, 1fr)',
        p: 1.5,
        borderRadius: 1,
        borderLeft: `3px solid ${pli.tones.attention.fg}`,
        bgcolor: pli.tones.attention.bg,
      })}
    >
      <Box role="status" sx={({ pli }) => ({ display: 'flex', gap: 1, color: pli.tones.attention.fg })}>
        <WroteIcon aria-hidden fontSize="small" />
        <Typography component="h3" sx={{ fontWeight: 650 }}>
          {t('pli.approvals.wrote.title', count)}
        </Typography>
      </Box>
      {letters.map((letter) => (
        <Letter
          key={letter.id}
          dossierId={dossierId}
          letter={letter}
          open={!folded.has(letter.id)}
          onToggle={() => toggle(letter.id)}
        />
      ))}
      <FormControlLabel
        control={
          <Checkbox
            size="small"
            checked={acknowledged === latest}
            onChange={(_, ticked) => onAcknowledge(ticked ? latest : null)}
            sx={({ pli }) => ({ color: pli.tones.attention.fg, '&.Mui-checked': { color: pli.tones.attention.fg } })}
          />
        }
        label={t('pli.approvals.wrote.acknowledge', count)}
        sx={({ pli }) => ({ color: pli.tones.attention.fg, m: 0 })}
      />
    </Box>
  );
}
