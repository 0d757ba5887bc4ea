/** How a letter of ours leaves: saved for later, submitted, or sent by one of the three replies. */
import { Button, Tooltip } from '@mui/material';
import { useTranslate } from 'react-admin';
import { REPLIES, type Reply } from '../../../domain/dossier/commands.ts';
import { keysText } from '../../shell/Keys.tsx';
import { LetterBar } from '../composer/LetterBar.tsx';
import { outcomeOf } from '../composer/primary-reply.ts';
import type { Departure } from './use-start.ts';

interface NewLetterBarProps {
  readonly primary: Reply;
  /** A8: what keeps the dossier open is for queues in pull mode. */
  readonly pull: boolean;
  readonly busy: boolean;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onDepart: (departure: Departure) => void;
  readonly onLeave: () => void;
}

export function NewLetterBar({ primary, pull, busy, onFiles, onDepart, onLeave }: NewLetterBarProps) {
  const t = useTranslate();
  const replies = REPLIES.filter((type) => pull || type !== 'replyKeepOpen');
  return (
    <LetterBar
      onFiles={onFiles}
      replies={[...replies.filter((type) => type !== primary), primary].map((type) => (
        <Tooltip key={type} title={type === primary ? keysText('Mod+Enter') : ''}>
          <span>
            <Button
              variant={type === primary ? 'contained' : 'outlined'}
              disabled={busy}
              onClick={() => onDepart({ type })}
            >
              {t(`pli.outbound.${type}`)}
            </Button>
          </span>
        </Tooltip>
      ))}
    >
      <Button onClick={onLeave}>{t('ra.action.cancel')}</Button>
      <Button disabled={busy} onClick={() => onDepart({ type: 'suspend' })}>
        {t('pli.outbound.save')}
      </Button>
      <Button disabled={busy} onClick={() => onDepart({ type: 'submitForValidation', outcome: outcomeOf(primary) })}>
        {t('pli.composer.validation')}
      </Button>
    </LetterBar>
  );
}
