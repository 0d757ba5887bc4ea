/** One letter as a card; folded to a line unless it is open. Ours are tinted and say how far they are. */
import { Box, ButtonBase } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { Message } from '../../../api/schemas.ts';
import type { Tone } from '../../../domain/lifecycle/definition.ts';
import { useServerNow } from '../../data/clock.ts';
import { useNameOf } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { ToneChip } from '../StateChip.tsx';
import { AttachmentChips } from './AttachmentChips.tsx';
import { LetterBody } from './LetterBody.tsx';
import { LetterPlace } from './LetterPlace.tsx';
import { LetterSender, verdictOn } from './LetterSender.tsx';
import { originalOf } from './original.ts';

const TONES: Readonly<Record<Message['status'], Tone>> = {
  received: 'info',
  validating: 'attention',
  held: 'progress',
  sending: 'progress',
  sent: 'success',
  failed: 'danger',
  withdrawn: 'neutral',
  refused: 'danger',
  replaced: 'neutral',
};

interface LetterProps {
  readonly dossierId: string;
  readonly letter: Message;
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly actions?: ReactNode;
}

export function Letter({ dossierId, letter, open, onToggle, actions }: LetterProps) {
  const ours = letter.direction === 'outbound';
  return (
    <Box
      component="article"
      data-letter={letter.id}
      data-direction={letter.direction}
      sx={({ pli }) => ({
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        bgcolor: ours ? pli.ours : pli.surface,
        minWidth: 0,
      })}
    >
      <LetterHead letter={letter} open={open} onToggle={onToggle} />
      {open && (
        <Box sx={{ px: 2, pb: 1.5, display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <LetterSender letter={letter} />
          <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
            <Correspondents letter={letter} />
            {actions}
          </Box>
          <LetterPlace threading={letter.threading} />
          {letter.redacted.content ? (
            <Removed />
          ) : (
            <LetterBody letter={letter} original={originalOf(dossierId, letter)} />
          )}
          <AttachmentChips attachments={letter.attachments} />
        </Box>
      )}
    </Box>
  );
}

function LetterHead({ letter, open, onToggle }: Omit<LetterProps, 'dossierId' | 'actions'>) {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useNameOf();
  const now = useServerNow('minute');
  const ours = letter.direction === 'outbound';
  const named = ours && letter.author ? nameOf(letter.author) : letter.from.name || letter.from.email;
  const writer = letter.redacted.author ? t('pli.letters.anonymous') : named;
  const words = letter.redacted.content ? t('pli.letters.removed') : letter.text.slice(0, 200);
  return (
    <ButtonBase
      aria-expanded={open}
      onClick={onToggle}
      sx={{
        width: '100%',
        px: 2,
        py: 1,
        gap: 1,
        justifyContent: 'flex-start',
        font: 'inherit',
        textAlign: 'start',
        borderRadius: 1,
      }}
    >
      <Box
        component="span"
        sx={{
          fontWeight: 600,
          flex: 'none',
          maxWidth: '50%',
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
        }}
      >
        {writer}
      </Box>
      <Box
        component="span"
        sx={{
          flex: 1,
          minWidth: 0,
          overflow: 'hidden',
          textOverflow: 'ellipsis',
          whiteSpace: 'nowrap',
          color: 'text.secondary',
        }}
      >
        {open ? letter.from.email : words}
      </Box>
      {verdictOn(letter)?.verdict === 'failed' && <ToneChip tone="danger" text={t('pli.letters.sender.doubtful')} />}
      {ours && letter.automatic && <ToneChip tone="neutral" text={t('pli.letter.automatic')} />}
      {ours && <ToneChip tone={TONES[letter.status]} text={t(`pli.letter.status.${letter.status}`)} />}
      <Box
        component="time"
        dateTime={letter.date}
        title={format.dateTime(letter.date)}
        sx={{ color: 'text.secondary', fontSize: 12, whiteSpace: 'nowrap' }}
      >
        {format.moment(letter.date, now)}
      </Box>
    </ButtonBase>
  );
}

/** N20: nothing of it is left. */
function Removed() {
  const t = useTranslate();
  return <Box sx={{ color: 'text.secondary', fontStyle: 'italic' }}>{t('pli.letters.removed')}</Box>;
}

function Correspondents({ letter }: { readonly letter: Message }) {
  const t = useTranslate();
  const lines = (['to', 'cc', 'bcc'] as const).filter((field) => letter[field].length > 0);
  return (
    <Box sx={{ flex: 1, minWidth: 0, color: 'text.secondary', fontSize: 12, overflowWrap: 'anywhere' }}>
      {lines.map((field) => (
        <div key={field}>
          {t(`pli.field.${field}`)}{' '}
          {letter[field].map(({ name, email }) => (name ? `${name} <${email}>` : email)).join(', ')}
        </div>
      ))}
    </Box>
  );
}
