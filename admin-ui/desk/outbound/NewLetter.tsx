/** A letter that answers none (G4): from which queue, to whom, what; sent, submitted, or saved for later (G14). */
import { Alert, Box, Dialog, DialogTitle } from '@mui/material';
import { type KeyboardEvent, useId, useState } from 'react';
import { Confirm, useStore, useTranslate } from 'react-admin';
import type { Reply } from '../../../domain/dossier/commands.ts';
import { ComposerFields } from '../composer/ComposerFields.tsx';
import type { DraftContent } from '../composer/draft.ts';
import { LetterBody } from '../composer/LetterBody.tsx';
import { useObstacle } from '../composer/use-obstacle.ts';
import { useUploads } from '../composer/use-uploads.ts';
import { NewLetterBar } from './NewLetterBar.tsx';
import { SenderFields } from './SenderFields.tsx';
import { useOwnQueues } from './use-own-queues.ts';
import { type Departure, useStart } from './use-start.ts';

interface NewLetterProps {
  readonly onClose: () => void;
  readonly onOpened: (dossierId: string) => void;
}

const BLANK: DraftContent = { to: [], cc: [], bcc: [], subject: '', html: '', attachments: [] };

export function NewLetter({ onClose, onOpened }: NewLetterProps) {
  const t = useTranslate();
  const id = useId();
  const { queues, queue, chooseQueue } = useOwnQueues();
  const [mailbox, setMailbox] = useState('');
  const [content, setContent] = useState(BLANK);
  const [tried, setTried] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const [lastReply, setLastReply] = useStore<Reply>('desk.lastOutbound', 'replyAndWait');
  const change = (part: Partial<DraftContent>) => setContent((before) => ({ ...before, ...part }));
  const files = useUploads((file) =>
    setContent((before) => ({ ...before, attachments: [...before.attachments, file] })),
  );
  const uploading = files.uploads.some((each) => !each.error);
  const { obstacle, onInvalid } = useObstacle({ content }, uploading);
  const stranded = (dossierId: string) => {
    onClose();
    onOpened(dossierId);
  };
  const { start, busy, failure, choices, forgetChoices } = useStart({ onDone: onClose, onStranded: stranded });
  const primary: Reply = lastReply === 'replyKeepOpen' && queue?.routing !== 'pull' ? 'replyAndWait' : lastReply;
  const depart = (departure: Departure) => {
    // What is saved for later may still be empty.
    const barred = obstacle !== null && !(departure.type === 'suspend' && obstacle === 'empty');
    setTried(barred);
    if (busy || !queue || barred) return;
    if (departure.type !== 'suspend' && departure.type !== 'submitForValidation') setLastReply(departure.type);
    void start(queue.id, mailbox, content, departure);
  };
  const isBlank = JSON.stringify(content) === JSON.stringify(BLANK);
  const leave = () => (isBlank ? onClose() : setLeaving(true));
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    // Before the editor, which would take it for a line break.
    event.preventDefault();
    event.stopPropagation();
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
    setTimeout(() => depart({ type: primary }));
  };
  // Focus may leave the dialog for a request that comes meanwhile.
  return (
    <Dialog
      disableEnforceFocus
      open
      onClose={leave}
      fullWidth
      maxWidth="md"
      aria-labelledby={id}
      onKeyDownCapture={onKeyDownCapture}
    >
      <DialogTitle id={id} sx={{ fontSize: 16, fontWeight: 650, py: 1.5, px: 2 }}>
        {t('pli.outbound.title')}
      </DialogTitle>
      <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', borderTop: 1, borderColor: 'divider' }}>
        <SenderFields
          queues={queues}
          queue={queue?.id ?? ''}
          onQueue={(chosen) => {
            chooseQueue(chosen);
            setMailbox('');
            forgetChoices();
          }}
          mailboxes={choices}
          mailbox={mailbox}
          onMailbox={setMailbox}
        />
        <ComposerFields first content={content} mayEditTo onChange={change} onInvalid={onInvalid} />
        <LetterBody first={false} content={content} files={files} onChange={change} />
        {tried && obstacle && (
          <Alert severity="info" sx={{ mx: 2, my: 1 }}>
            {t(obstacle === 'empty' ? 'pli.outbound.empty' : `pli.composer.obstacle.${obstacle}`)}
          </Alert>
        )}
        {failure && (
          <Alert severity="warning" sx={{ mx: 2, my: 1 }}>
            {failure} {t('pli.composer.textKept')}
          </Alert>
        )}
        {queues.length === 0 && (
          <Alert severity="info" sx={{ mx: 2, my: 1 }}>
            {t('pli.outbound.noQueue')}
          </Alert>
        )}
      </Box>
      <NewLetterBar
        primary={primary}
        pull={queue?.routing === 'pull'}
        busy={busy || !queue}
        onFiles={files.addAll}
        onDepart={depart}
        onLeave={leave}
      />
      <Confirm
        isOpen={leaving}
        title={t('pli.outbound.discard')}
        content={t('pli.outbound.discardSure')}
        onConfirm={onClose}
        onClose={() => setLeaving(false)}
      />
    </Dialog>
  );
}
