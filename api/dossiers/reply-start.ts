/** What an answer starts from: to whom, under which subject, in whose name (A2, N3, C2). */

import { isUnheard } from '../../domain/dossier/recipient-lock.ts';
import { isPrefillable, replyRecipients } from '../../domain/post/correspondents.ts';
import type { Address } from '../../domain/post/recipients.ts';
import { MAX_SUBJECT, replySubject } from '../../domain/post/subject.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';
import type { DossierDetail } from '../schemas.ts';
import { subjectOf } from './reply-message.ts';
import { sendersOf } from './senders.ts';

/** The letters an answer may start from; null: there is none. */
export interface Answerable {
  /** The latest of a correspondent. */
  readonly toAnswer: MessageDocument | null;
  readonly latest: MessageDocument | null;
}

/** A2: To is prefilled with who wrote the latest letter of a correspondent, or with the contact; never with a machine. */
export async function replyStart(
  store: Store,
  dossier: DossierDocument,
  { toAnswer, latest }: Answerable,
): Promise<DossierDetail['reply']> {
  const [settings, senders, own] = await Promise.all([
    store.settings.email(),
    sendersOf(store, dossier),
    store.mailboxes.ownAddresses(),
  ]);
  const answered = toAnswer ?? latest;
  const answers = !isUnheard(dossier);
  return {
    ...recipients('reply'),
    replyAll: recipients('replyAll'),
    subject: subjectOf(settings, dossier, usualSubject(dossier, answers)),
    mayEditSubject: settings.agentsEditSubject || !answers,
    inReplyTo: answered?._id ?? null,
    passedOver: latest && latest._id !== answered?._id ? latest._id : null,
    from: senders[0]?.address ?? '',
    senders: senders.map(({ _id, name, address }) => ({ mailbox: _id, name, address })),
    own,
  };

  function recipients(mode: 'reply' | 'replyAll') {
    const { to, cc } = toAnswer ? replyRecipients({ message: toAnswer, own, mode }) : { to: [], cc: [] };
    const [first = []] = [to, [dossier.contact]]
      .map((list) => list.filter((one) => isPrefillable(one, own)))
      .filter(hasAny);
    return { to: first.map(emailOf), cc: cc.map(emailOf) };
  }
}

const hasAny = ({ length }: readonly Address[]) => length > 0;
const emailOf = ({ email }: Address) => email;

const usualSubject = ({ subject }: DossierDocument, answers: boolean) =>
  answers ? replySubject(subject) : subject.slice(0, MAX_SUBJECT);
