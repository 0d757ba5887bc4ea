/** What an answer starts from: to whom, under which subject, in whose name (A2, N3, C2). */
import { type Address, replyRecipients } from '../domain/recipients.ts';
import { MAX_SUBJECT, replySubject } from '../domain/subject.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { MessageDocument } from '../store/messages.ts';
import type { Store } from '../store/store.ts';
import { isUnanswered } from './command-context.ts';
import { subjectOf } from './reply-message.ts';
import type { DossierDetail } from './schemas.ts';
import { sendersOf } from './senders.ts';

/** A2: To is prefilled with the sender of the letter answered, or with the contact. */
export async function replyStart(
  store: Store,
  dossier: DossierDocument,
  latest: MessageDocument | null,
): Promise<DossierDetail['reply']> {
  const [settings, senders, mailboxes] = await Promise.all([
    store.settings.email(),
    sendersOf(store, dossier),
    store.mailboxes.list(),
  ]);
  const own = mailboxes.map((m) => m.address);
  const answers = !isUnanswered(dossier, latest);
  return {
    ...recipients('reply'),
    replyAll: recipients('replyAll'),
    subject: subjectOf(settings, dossier, latest, usualSubject(dossier, answers)),
    mayEditSubject: settings.agentsEditSubject || !answers,
    inReplyTo: latest?._id ?? null,
    from: senders[0]?.address ?? '',
    senders: senders.map(({ _id, name, address }) => ({ mailbox: _id, name, address })),
    own,
  };

  function recipients(mode: 'reply' | 'replyAll') {
    const { to, cc } = latest ? replyRecipients({ message: latest, own, mode }) : { to: [], cc: [] };
    return { to: to.length ? to.map(emailOf) : [dossier.contact.email], cc: cc.map(emailOf) };
  }
}

const emailOf = ({ email }: Address) => email;

const usualSubject = ({ subject }: DossierDocument, answers: boolean) =>
  answers ? replySubject(subject) : subject.slice(0, MAX_SUBJECT);
