/** Sending the answer: what was written is kept until the server has taken it. */
import { useRef, useState } from 'react';
import { useNotify, useStore } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import type { Reply } from '../../../domain/dossier/commands.ts';
import { stateOf } from '../../../domain/lifecycle/definition.ts';
import { useDefinition } from '../../data/queries.ts';
import { useLastSent } from '../UndoProvider.tsx';
import { useCommand } from '../use-command.ts';
import { useDraftDesk } from './DraftDeskProvider.tsx';
import { messageOf } from './draft.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import type { Submission } from './primary-reply.ts';

interface SendOptions {
  readonly dossier: DossierDetail;
  readonly keeper: DraftKeeper;
  /** The version whose letters the writer has seen: later ones make the reply stale. */
  readonly seenVersion: number;
  readonly onSent: () => void;
}

export interface Refused {
  readonly submission: Submission;
  readonly error: unknown;
}

export function useSend({ dossier, keeper, seenVersion, onSent }: SendOptions) {
  const { run, busy } = useCommand(dossier.id);
  const desk = useDraftDesk();
  const { setSent } = useLastSent();
  const tellValidation = useTellValidation(dossier);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [lastReply, setLastReply] = useStore<Reply>('desk.lastReply', 'replyAndClose');
  const sending = useRef(false);

  const sendOn = async (submission: Submission, expectedVersion?: number) => {
    if (sending.current) return;
    sending.current = true;
    setRefused(null);
    await keeper.pause();
    try {
      const message = messageOf(keeper.getState().content, dossier.reply.inReplyTo);
      const { state } = await run({
        ...submission,
        ...(expectedVersion === undefined ? {} : { expectedVersion }),
        message,
      });
      desk.discard(dossier.id);
      if (submission.type !== 'submitForValidation') setLastReply(submission.type);
      if (!tellValidation(submission, state)) setSent(dossier.id);
      onSent();
    } catch (error) {
      keeper.resume();
      setRefused({ submission, error });
    } finally {
      sending.current = false;
    }
  };

  return {
    send: (submission: Submission) => sendOn(submission, seenVersion),
    /** After the writer was told what came since, or has changed it themselves. */
    sendAnyway: (submission: Submission) => sendOn(submission, dossier.version),
    /** After what the writer did on the way, which made another version. */
    sendNow: (submission: Submission) => sendOn(submission),
    refused,
    dismiss: () => setRefused(null),
    busy,
    lastReply,
  };
}

/** An answer that waits for a supervisor says so, all the more when a policy sent it there (O3). True when it does. */
export function useTellValidation({ definition: pinned }: Pick<DossierDetail, 'definition'>) {
  const notify = useNotify();
  const definition = useDefinition(pinned);
  return ({ type }: Submission, state: string): boolean => {
    if (!definition || stateOf(definition, state).desk !== 'validation') return false;
    notify(type === 'submitForValidation' ? 'pli.composer.submitted' : 'pli.composer.byPolicy', { type: 'info' });
    return true;
  };
}
