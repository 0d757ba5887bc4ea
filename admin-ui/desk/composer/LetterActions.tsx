/** What can be done with one letter of the thread: answered, to its writer or to everyone on it; handed on (W7, N9). */
import ForwardIcon from '@mui/icons-material/ForwardOutlined';
import ReplyAllIcon from '@mui/icons-material/ReplyAllOutlined';
import ReplyIcon from '@mui/icons-material/ReplyOutlined';
import { Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail, Message } from '../../../api/schemas.ts';
import { LetterMenu } from '../thread/LetterMenu.tsx';
import { answerTo, type ReplyMode } from './draft.ts';
import type { ComposerOpen } from './use-composer-open.ts';

interface LetterActionsProps {
  readonly dossier: DossierDetail;
  readonly letter: Message;
  readonly composer: ComposerOpen;
  readonly onForward: (letter: Message) => void;
}

const ICONS = { reply: <ReplyIcon />, replyAll: <ReplyAllIcon /> } as const;
const MODES: readonly ReplyMode[] = ['reply', 'replyAll'];

/** Ours are answered once they left: what can still be taken back is nobody's letter yet. */
const isAnswerable = ({ status }: Message) => status === 'received' || status === 'sent';

/** Only what was received is handed on as it came. */
export const mayForward = ({ allowed }: Pick<DossierDetail, 'allowed'>, { direction }: Message) =>
  direction === 'inbound' && allowed.includes('forward');

export function LetterActions({ dossier, letter, composer, onForward }: LetterActionsProps) {
  const t = useTranslate();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {composer.mayReply &&
        isAnswerable(letter) &&
        MODES.map((mode) => (
          <Button key={mode} startIcon={ICONS[mode]} onClick={() => composer.open(answerTo(dossier, mode, letter))}>
            {t(`pli.composer.${mode}`)}
          </Button>
        ))}
      {mayForward(dossier, letter) && (
        <Button startIcon={<ForwardIcon />} onClick={() => onForward(letter)}>
          {t('pli.composer.forward')}
        </Button>
      )}
      <LetterMenu dossier={dossier} letter={letter} />
    </Box>
  );
}
