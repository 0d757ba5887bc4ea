/** The composer: fields, editor, files, bar. Loaded when somebody begins to write. */
import { Alert, Box } from '@mui/material';
import { useState } from 'react';
import { Confirm, useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import type { Reply } from '../../../domain/commands.ts';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import { AttachmentsField } from './AttachmentsField.tsx';
import { ComposerBar } from './ComposerBar.tsx';
import { ComposerFields } from './ComposerFields.tsx';
import { ComposerHead } from './ComposerHead.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { Editor } from './Editor.tsx';
import { Preview } from './Preview.tsx';
import { primaryReply } from './primary-reply.ts';
import { RefusedNotice } from './RefusedNotice.tsx';
import { useDeleteDraft } from './use-delete-draft.ts';
import { useDraft } from './use-draft.ts';
import { useObstacle } from './use-obstacle.ts';
import { useSend } from './use-send.ts';
import { useSendShortcut } from './use-send-shortcut.ts';
import { useUploads } from './use-uploads.ts';

interface ComposerProps {
  readonly dossier: DossierDetail;
  readonly seenVersion: number;
  readonly onShowAll: () => void;
  readonly onClose: () => void;
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
