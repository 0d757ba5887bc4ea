/** The composer: fields, editor, files, bar. Loaded when somebody begins to write. */
import { Alert, Box } from '@mui/material';
import { useState } from 'react';
import { Confirm, useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import { OutcomeDialog } from '../actions/OutcomeDialog.tsx';
import { ComposerBar } from './ComposerBar.tsx';
import { ComposerFields } from './ComposerFields.tsx';
import { ComposerHead } from './ComposerHead.tsx';
import { ConflictNotice } from './ConflictNotice.tsx';
import { answerTo, type DraftContent } from './draft.ts';
import { LetterBody } from './LetterBody.tsx';
import { OlderLetterNotice } from './OlderLetterNotice.tsx';
import { Preview } from './Preview.tsx';
import { lacksOnlyOutcome, primarySubmission, refusalOf, type Submission } from './primary-reply.ts';
import { RedirectionNotice } from './RedirectionNotice.tsx';
import { RefusedAnswerNotice } from './RefusedAnswerNotice.tsx';
import { RefusedNotice } from './RefusedNotice.tsx';
import { SenderField, senderAddress } from './SenderField.tsx';
import { TemplateMenu } from './TemplateMenu.tsx';
import { useDeleteDraft } from './use-delete-draft.ts';
import { useDraft } from './use-draft.ts';
import { useObstacle } from './use-obstacle.ts';
import { useSend } from './use-send.ts';
import { useSendShortcut } from './use-send-shortcut.ts';
import { useSuspend } from './use-suspend.ts';
import { useUploads } from './use-uploads.ts';

interface ComposerProps {
  readonly dossier: DossierDetail;
  readonly seenVersion: number;
  readonly onShowAll: () => void;
  readonly start: Partial<DraftContent> | null;
  readonly onClose: () => void;
}

/** A letter of ours that answers none goes to whom its writer says (G4); an answer, to those who wrote (A2). */
const mayEditTo = ({ canEditRecipient, direction, reply }: DossierDetail) =>
  canEditRecipient || (direction === 'outbound' && reply.inReplyTo === null);

/** W4: something came, or was sent to answer another, after the letter this answers. */
const isOlder = ({ reply }: DossierDetail, { inReplyTo }: DraftContent) =>
  reply.inReplyTo !== null && (inReplyTo ?? reply.inReplyTo) !== reply.inReplyTo;

/** Those copied stay: the writer chose them. */
function toLatest(dossier: DossierDetail): Partial<DraftContent> {
  const { to, inReplyTo } = answerTo(dossier, 'reply');
  return { to, inReplyTo: inReplyTo ?? null };
}

export function Composer({ dossier, seenVersion, onShowAll, start, onClose }: ComposerProps) {
  const t = useTranslate();
  const { keeper, state } = useDraft(dossier, start);
  const { content } = state;
  const files = useUploads((file) => keeper.change({ attachments: [...keeper.getState().content.attachments, file] }));
  const { obstacle, onInvalid } = useObstacle(
    state,
    files.uploads.some((each) => !each.error),
  );
  const [tried, setTried] = useState(false);
  const [preview, setPreview] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const sending = useSend({ dossier, keeper, seenVersion, onSent: onClose });
  const { refused, dismiss, busy } = sending;
  const [lacksOutcome, setLacksOutcome] = useState<Submission | null>(null);
  const deleteDraft = useDeleteDraft(dossier.id, onClose);
  const suspend = useSuspend(dossier, keeper, onClose);
  const primary = primarySubmission(dossier, sending.lastReply);
  const barred = refusalOf(dossier, primary);
  const trySend = (submission: Submission) => {
    setTried(true);
    if (obstacle || busy) return;
    if (lacksOnlyOutcome(dossier, refusalOf(dossier, submission))) setLacksOutcome(submission);
    else void sending.send(submission);
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
        <RefusedAnswerNotice dossier={dossier} />
        <SenderField
          reply={dossier.reply}
          mailbox={content.mailbox}
          onChange={(mailbox) => keeper.change({ mailbox })}
        />
        <ComposerFields
          content={content}
          mayEditTo={mayEditTo(dossier)}
          mayEditSubject={dossier.reply.mayEditSubject}
          onChange={keeper.change}
          onInvalid={onInvalid}
        />
        <RedirectionNotice dossier={dossier} content={content} />
        {state.theirs && (
          <ConflictNotice
            theirs={state.theirs}
            onKeepMine={() => void keeper.keepMine()}
            onTakeTheirs={keeper.takeTheirs}
          />
        )}
        <LetterBody content={content} revision={state.revision} files={files} onChange={keeper.change} />
        {barred && !state.theirs && !refused && !lacksOnlyOutcome(dossier, barred) && !busy && (
          <Alert severity="info" sx={{ mx: 2, my: 1 }}>
            {barred.detail} {t('pli.composer.textKept')}
          </Alert>
        )}
        {tried && obstacle && !state.theirs && !refused && (
          <Alert severity="info" sx={{ mx: 2, my: 1 }}>
            {t(`pli.composer.obstacle.${obstacle}`)}
          </Alert>
        )}
        {refused && !state.theirs && (
          <RefusedNotice
            refused={refused}
            onRetry={trySend}
            onSendAnyway={(submission) => void sending.sendAnyway(submission)}
            onShowAll={() => {
              dismiss();
              onShowAll();
            }}
            onDismiss={dismiss}
          />
        )}
      </Box>
      {isOlder(dossier, content) && <OlderLetterNotice onSwitch={() => keeper.change(toLatest(dossier))} />}
      <ComposerBar
        dossier={dossier}
        templates={
          <TemplateMenu
            dossierId={dossier.id}
            onChoose={(template, html) => keeper.rewrite({ template, html: html + keeper.getState().content.html })}
          />
        }
        primary={primary}
        busy={busy}
        onFiles={files.addAll}
        onSave={() => void keeper.flush()}
        onPreview={() => setPreview(true)}
        onDelete={() => (state.version > 0 || content.html ? setDeleting(true) : onClose())}
        onSend={trySend}
        onSuspend={dossier.allowed.includes('suspend') ? () => void suspend() : null}
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
      {lacksOutcome && (
        <OutcomeDialog
          dossier={dossier}
          status="open"
          required
          statusFixed
          onSaid={() => void sending.sendNow(lacksOutcome)}
          onClose={() => setLacksOutcome(null)}
        />
      )}
      {preview && (
        <Preview
          content={content}
          from={senderAddress(dossier.reply, content.mailbox)}
          onClose={() => setPreview(false)}
        />
      )}
    </Box>
  );
}
