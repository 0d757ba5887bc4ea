/** Beginning a dossier ourselves: it is opened with its text as its draft, then sent, submitted or suspended. */
import { useRef, useState } from 'react';
import { useNotify } from 'react-admin';
import type { Problem } from '../../../api/schemas.ts';
import { isRefusal, problemOf } from '../../data/problem.ts';
import { usePli } from '../../data/queries.ts';
import { useErrorText } from '../../shell/Failed.tsx';
import { createAttempts } from '../composer/attempt.ts';
import { type DraftContent, messageOf } from '../composer/draft.ts';
import type { Submission } from '../composer/primary-reply.ts';
import { useLastSent } from '../UndoProvider.tsx';

/** Sent, submitted, or saved for later (G14). */
export type Departure = Submission | { readonly type: 'suspend' };

export type MailboxChoice = NonNullable<Problem['choices']>[number];

interface StartOptions {
  readonly onDone: () => void;
  /** The dossier is there, but its letter could not leave: the desk shows it, with its draft. */
  readonly onStranded: (dossierId: string) => void;
}

export function useStart({ onDone, onStranded }: StartOptions) {
  const pli = usePli();
  const { setSent } = useLastSent();
  const notify = useNotify();
  const text = useErrorText();
  const opening = useRef(createAttempts());
  const leaving = useRef(createAttempts());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const [choices, setChoices] = useState<readonly MailboxChoice[]>([]);

  const open = async (queue: string, mailbox: string, content: DraftContent): Promise<string | null> => {
    const { inReplyTo: _, ...draft } = messageOf(content, null);
    const body = { queue, ...(mailbox ? { mailbox } : {}), ...draft };
    try {
      return (await pli.startOutbound(body, opening.current.keyFor(body))).id;
    } catch (error) {
      if (isRefusal(error)) opening.current.settled();
      const asked = problemOf(error)?.choices ?? [];
      if (asked.length > 0) setChoices(asked);
      setFailure(text(error));
      return null;
    }
  };

  const leave = async (id: string, departure: Departure, content: DraftContent) => {
    const command = departure.type === 'suspend' ? departure : { ...departure, message: messageOf(content, null) };
    try {
      await pli.command(id, command, leaving.current.keyFor({ id, command }));
    } catch (error) {
      notify(text(error), { type: 'error', messageArgs: { _: text(error) } });
      return onStranded(id);
    }
    const validates = (await pli.dossier(id).catch(() => null))?.validation ?? null;
    if (departure.type === 'suspend') notify('pli.outbound.suspended', { type: 'info' });
    else if (validates) notify(validates.policy ? 'pli.composer.byPolicy' : 'pli.composer.submitted', { type: 'info' });
    else setSent(id);
    onDone();
  };

  const start = async (queue: string, mailbox: string, content: DraftContent, departure: Departure) => {
    setBusy(true);
    setFailure('');
    try {
      const id = await open(queue, mailbox, content);
      if (id !== null) await leave(id, departure, content);
    } finally {
      setBusy(false);
    }
  };
  return { start, busy, failure, choices, forgetChoices: () => setChoices([]) };
}
