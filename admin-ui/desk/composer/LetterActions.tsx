/** What can be done with one letter of the thread: answered, to its writer or to everyone on it (W7). */
import ReplyAllIcon from '@mui/icons-material/ReplyAllOutlined';
import ReplyIcon from '@mui/icons-material/ReplyOutlined';
import { Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail, Message } from '../../../api/schemas.ts';
import { answerTo, type ReplyMode } from './draft.ts';
import type { ComposerOpen } from './use-composer-open.ts';

interface LetterActionsProps {
  readonly dossier: DossierDetail;
  readonly letter: Message;
  readonly composer: ComposerOpen;
}

const ICONS = { reply: <ReplyIcon />, replyAll: <ReplyAllIcon /> } as const;
const MODES: readonly ReplyMode[] = ['reply', 'replyAll'];

/** Ours are answered once they left: what can still be taken back is nobody's letter yet. */
const isAnswerable = ({ status }: Message) => status === 'received' || status === 'sent';

export function LetterActions({ dossier, letter, composer }: LetterActionsProps) {
  const t = useTranslate();
  if (!composer.mayReply || !isAnswerable(letter)) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {MODES.map((mode) => (
        <Button key={mode} startIcon={ICONS[mode]} onClick={() => composer.open(answerTo(dossier, mode, letter))}>
          {t(`pli.composer.${mode}`)}
        </Button>
      ))}
    </Box>
  );
}
