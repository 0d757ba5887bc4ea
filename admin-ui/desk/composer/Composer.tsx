/** The composer: fields, editor, files, bar. Loaded when somebody begins to write. */
import FoldIcon from '@mui/icons-material/ExpandMoreOutlined';
import { Alert, Box, IconButton, Tooltip, Typography } from '@mui/material';
import { useRef, useState } from 'react';
import { Confirm, useNotify, useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import type { Reply } from '../../../domain/commands.ts';
import { useNameOf, usePli, useUser } from '../../data/queries.ts';
import { useErrorText } from '../../shell/Failed.tsx';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import { AttachmentsField } from './AttachmentsField.tsx';
import { ComposerBar } from './ComposerBar.tsx';
import { ComposerFields } from './ComposerFields.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { useDraftDesk } from './DraftDeskProvider.tsx';
import type { DraftState } from './draft-keeper.ts';
import { Editor } from './Editor.tsx';
import { Preview } from './Preview.tsx';
import { primaryReply } from './primary-reply.ts';
import { RefusedNotice } from './RefusedNotice.tsx';
import { SaveStatus } from './SaveStatus.tsx';
import { useDraft } from './use-draft.ts';
import { useSend } from './use-send.ts';
import { useUploads } from './use-uploads.ts';

interface ComposerProps {
  readonly dossier: DossierDetail;
  readonly seenVersion: number;
  readonly onShowAll: () => void;
  readonly onClose: () => void;
}

/** What keeps a reply from being sent, that the writer can mend. */
function useObstacle(state: DraftState, uploading: boolean) {
  const [invalid, setInvalid] = useState({ to: '', cc: '', bcc: '' });
  const { html, attachments } = state.content;
  const empty = html.trim() === '' && attachments.length === 0;
  const wrong = invalid.to || invalid.cc || invalid.bcc;
  const obstacle = wrong ? 'invalid' : uploading ? 'uploading' : empty ? 'empty' : null;
  return {
    obstacle,
    onInvalid: (field: 'to' | 'cc' | 'bcc', text: string) =>
      setInvalid((before) => (before[field] === text ? before : { ...before, [field]: text })),
  };
}

function useDeleteDraft(dossierId: string, onClose: () => void) {
  const pli = usePli();
  const desk = useDraftDesk();
  const notify = useNotify();
  const text = useErrorText();
  return async () => {
    const keeper = desk.find(dossierId);
    await keeper?.pause();
    try {
      if (keeper && keeper.getState().version > 0) await pli.deleteDraft(dossierId);
      desk.discard(dossierId);
      onClose();
    } catch (error) {
      keeper?.resume();
      notify(text(error), { type: 'error', messageArgs: { _: text(error) } });
    }
  };
}

/** Mod+Enter; an address still being typed is taken first. */
function useSendShortcut(send: () => void) {
  const latest = useRef(send);
  latest.current = send;
  useShortcut('send', () => {
    const field = document.activeElement;
    if (!(field instanceof HTMLInputElement)) return latest.current();
    field.blur();
    setTimeout(() => latest.current());
  });
}

export function Composer({ dossier, seenVersion, onShowAll, onClose }: ComposerProps) {
  const t = useTranslate();
  const { keeper, state } = useDraft(dossier);
  const { content } = state;
  const files = useUploads((file) => keeper.change({ attachments: [...keeper.getState().content.attachments, file] }));
  const { obstacle, onInvalid } = useObstacle(
    state,
    files.uploads.some((each) => !each.error),
  );
  const [tried, setTried] = useState(false);
  const [preview, setPreview] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const { send, sendAnyway, refused, dismiss, busy, lastReply } = useSend({
    dossier,
    keeper,
    seenVersion,
    onSent: onClose,
  });
  const deleteDraft = useDeleteDraft(dossier.id, onClose);
  const primary = primaryReply(dossier.allowed, lastReply) ?? 'replyAndClose';
  const barred = dossier.refused.find(({ type }) => type === primary)?.detail;
  const trySend = (type: Reply) => {
    setTried(true);
    if (!obstacle && !busy) void send(type);
  };
  useSendShortcut(() => trySend(primary));
  useShortcut('leave', onClose);
  return (
    <Box
      component="section"
      aria-label={t('pli.composer.title')}
      sx={{ display: 'flex', flexDirection: 'column', minHeight: 0 }}
    >
      <ComposerHead dossier={dossier} state={state} onClose={onClose} />
      <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto' }}>
        <ComposerFields
          content={content}
          mayEditTo={dossier.canEditRecipient}
          onChange={keeper.change}
          onInvalid={onInvalid}
        />
        {state.theirs && (
          <ConflictNotice
            theirs={state.theirs}
            onKeepMine={() => void keeper.keepMine()}
            onTakeTheirs={keeper.takeTheirs}
          />
        )}
        <Editor
          html={content.html}
          revision={state.revision}
          onChange={(html) => keeper.change({ html })}
          onFiles={files.addAll}
        />
        <AttachmentsField
          attachments={content.attachments}
          uploads={files.uploads}
          onRemove={(id) => keeper.change({ attachments: content.attachments.filter((a) => a.id !== id) })}
          onStop={files.remove}
        />
        {barred && !busy && (
          <Alert severity="info" sx={{ mx: 2, my: 1 }}>
            {barred} {t('pli.composer.textKept')}
          </Alert>
        )}
        {tried && obstacle && (
          <Alert severity="info" sx={{ mx: 2, my: 1 }}>
            {t(`pli.composer.obstacle.${obstacle}`)}
          </Alert>
        )}
        {refused && (
          <RefusedNotice
            refused={refused}
            onRetry={trySend}
            onSendAnyway={(type) => void sendAnyway(type)}
            onShowAll={() => {
              dismiss();
              onShowAll();
            }}
            onDismiss={dismiss}
          />
        )}
      </Box>
      <ComposerBar
        dossier={dossier}
        primary={primary}
        busy={busy}
        onFiles={files.addAll}
        onSave={() => void keeper.flush()}
        onPreview={() => setPreview(true)}
        onDelete={() => (state.version > 0 || content.html ? setDeleting(true) : onClose())}
        onSend={trySend}
      />
      <Confirm
        isOpen={deleting}
        title={t('pli.composer.delete')}
        content={t('pli.composer.deleteSure')}
        onConfirm={() => {
          setDeleting(false);
          void deleteDraft();
        }}
        onClose={() => setDeleting(false)}
      />
      {preview && <Preview content={content} from={dossier.reply.from} onClose={() => setPreview(false)} />}
    </Box>
  );
}

function ComposerHead({
  dossier,
  state,
  onClose,
}: Pick<ComposerProps, 'dossier' | 'onClose'> & { readonly state: DraftState }) {
  const t = useTranslate();
  const nameOf = useNameOf();
  const user = useUser();
  const author = dossier.draft?.author;
  const others = author !== undefined && author !== user?.id;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, py: 0.5 }}>
      <Typography component="h3" sx={{ fontWeight: 600, fontSize: 14 }}>
        {others ? t('pli.composer.theirs', { name: nameOf(author) }) : t('pli.composer.title')}
      </Typography>
      <Box sx={{ flex: 1 }} />
      <SaveStatus state={state} />
      <Tooltip title={t('pli.composer.fold')}>
        <IconButton aria-label={t('pli.composer.fold')} onClick={onClose}>
          <FoldIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
