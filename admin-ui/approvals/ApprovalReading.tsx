/** What is read before deciding: the contact's letter, what the contact wrote since, the answer. */
import { Box, Typography } from '@mui/material';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Message, Validation } from '../../api/schemas.ts';
import { Letter } from '../desk/thread/Letter.tsx';
import { useReadingKeys } from '../shell/use-reading-keys.ts';
import { REGION_START } from '../shell/use-regions.ts';
import { AnswerCard } from './AnswerCard.tsx';
import { NewLetters } from './NewLetters.tsx';

interface ApprovalReadingProps {
  readonly dossierId: string;
  /** Undefined while they are read. */
  readonly letters: readonly Message[] | undefined;
  readonly data: Validation;
  readonly acknowledged: string | null;
  readonly onAcknowledge: (letter: string | null) => void;
  /** Where there is no room beside. */
  readonly facts: ReactNode;
}

export function ApprovalReading({
  dossierId,
  letters,
  data,
  acknowledged,
  onAcknowledge,
  facts,
}: ApprovalReadingProps) {
  const t = useTranslate();
  const scroller = useRef<HTMLDivElement>(null);
  useReadingKeys(scroller);
  const since = new Set(data.letters.map(({ id }) => id));
  const asked = letters?.findLast(({ id, direction }) => direction === 'inbound' && !since.has(id));
  return (
    <Box
      ref={scroller}
      {...REGION_START}
      role="region"
      aria-label={t('pli.thread.letters')}
      tabIndex={0}
      sx={{ flex: 1, minHeight: 0, overflowY: 'auto', px: 2, py: 1, '&:focus-visible': { outlineOffset: -2 } }}
    >
      <Box
        sx={{
          maxWidth: 'calc(72ch + 96px)',
          mx: 'auto',
          display: 'grid',
          gap: 1.5,
          gridTemplateColumns: 'minmax(0, 1fr)',
        }}
      >
        {facts}
        {letters && <Asked dossierId={dossierId} letter={asked} />}
        {data.letters.length > 0 && (
          <NewLetters
            dossierId={dossierId}
            letters={data.letters}
            acknowledged={acknowledged}
            onAcknowledge={onAcknowledge}
          />
        )}
        <AnswerCard answer={data.answer} previous={data.previous} />
      </Box>
    </Box>
  );
}

function Asked({ dossierId, letter }: { readonly dossierId: string; readonly letter: Message | undefined }) {
  const t = useTranslate();
  const [open, setOpen] = useState(true);
  return (
    <Box component="section" aria-label={t('pli.approvals.asked')}>
      <Typography component="h3" sx={{ fontSize: 13, fontWeight: 650, color: 'text.secondary', mb: 0.5 }}>
        {t('pli.approvals.asked')}
      </Typography>
      {letter ? (
        <Letter dossierId={dossierId} letter={letter} open={open} onToggle={() => setOpen(!open)} />
      ) : (
        <Typography sx={{ color: 'text.secondary' }}>{t('pli.approvals.nothingAsked')}</Typography>
      )}
    </Box>
  );
}
