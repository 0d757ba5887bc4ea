/** A reply as its author gave it, made into the message that will be sent: recipients frozen, files found, HTML cleaned. */

import { isUnheard } from '../../domain/dossier/recipient-lock.ts';
import { isAddress, uniqueAddresses, writtenAddress } from '../../domain/post/recipients.ts';
import { replySubject, sentSubject } from '../../domain/post/subject.ts';
import { namedSender, usualSender } from '../../services/sending/senders.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MessageDocument, StoredAddress } from '../../store/letters/messages.ts';
import type { EmailSettings } from '../../store/settings/settings.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';
import type { MessageInput } from '../schemas.ts';
import { begunFrom } from './begun-from.ts';
import { bodyOf, type Leaving, withinLimit } from './reply-files.ts';
import { senderOf } from './senders.ts';

/**
 * The message to stage. Its id derives from the request's key, so that a retry stages nothing new. What a supervisor
 * amends keeps the sender and, where subjects are not edited, the subject of the answer it replaces.
 * @throws ApiProblem 422 for a wrong address, another queue's mailbox or none that somebody reads, an unknown attachment or template, or too many bytes; 409 for
 * an attachment that the antivirus has not read.
 */
export async function replyMessage(
  leaving: Leaving,
  user: Caller,
  dossier: DossierDocument,
  input: MessageInput,
  id: string,
  answered: MessageDocument | null,
): Promise<MessageDocument> {
  const { store } = leaving;
  const amended = dossier.validation ? await store.messages.get(dossier.validation.message) : null;
  const [settings, from, { html, attachments }, templates] = await Promise.all([
    store.settings.email(),
    fromOf(store, dossier, input.mailbox, amended),
    bodyOf(leaving, user, input),
    begunFrom(store, dossier._id, input.template),
  ]);
  return {
    _id: id,
    dossierId: dossier._id,
    direction: 'outbound',
    status: 'staged',
    from,
    replyTo: [],
    to: recipientsOf(input.to),
    cc: recipientsOf(input.cc),
    bcc: recipientsOf(input.bcc),
    subject: amended ? amendedSubject(settings, amended, input) : subjectOf(settings, dossier, input.subject),
    date: new Date(),
    messageId: null,
    inReplyTo: answered?._id ?? null,
    references: [],
    outlookThread: null,
    html,
    text: '',
    attachments: withinLimit(attachments, settings),
    raw: null,
    contentHash: null,
    automatic: null,
    author: user._id,
    begunFrom: templates,
  };
}

/** C2: the subject that an answer leaves with, when its writer gave this one. */
export function subjectOf(settings: EmailSettings, dossier: DossierDocument, written: string): string {
  return sentSubject(settings, {
    number: dossier.number,
    written,
    usual: isUnheard(dossier) ? null : replySubject(dossier.subject),
    isFirst: dossier.sent.length === 0 && dossier.outgoing.length === 0,
  });
}

const amendedSubject = (settings: EmailSettings, amended: MessageDocument, { subject }: MessageInput) =>
  settings.agentsEditSubject ? subject : amended.subject;

async function fromOf(
  store: Store,
  dossier: DossierDocument,
  wanted: string | undefined,
  amended: MessageDocument | null,
): Promise<StoredAddress> {
  const mailbox = await sender();
  if (!mailbox) throw new ApiProblem(422, 'no-mailbox');
  return { email: mailbox.address, name: mailbox.name };

  function sender() {
    if (wanted !== undefined) return senderOf(store, dossier, wanted);
    return amended ? namedSender(store, dossier, amended) : usualSender(store, dossier);
  }
}

/** The message answered: the one named, or the latest letter of a correspondent. @throws ApiProblem 422 when it is not of this dossier. */
export async function answeredMessage(
  store: Store,
  dossierId: string,
  input: MessageInput,
): Promise<MessageDocument | null> {
  if (input.inReplyTo === undefined || input.inReplyTo === null)
    return (await store.messages.latestToAnswer(dossierId)) ?? store.messages.latestReceived(dossierId);
  const answered = await store.messages.get(input.inReplyTo);
  if (answered?.dossierId !== dossierId) throw new ApiProblem(422, 'unknown-message');
  return answered;
}

/** A3: the same address twice, whatever its case, is one recipient. @throws ApiProblem 422 for what is no address. */
export function recipientsOf(given: readonly string[]): StoredAddress[] {
  const wrong = given.find((address) => !isAddress(address));
  if (wrong !== undefined) throw new ApiProblem(422, 'bad-address', { values: { address: wrong } });
  return uniqueAddresses(given.map((email) => ({ email: writtenAddress(email) }))).map(({ email }) => ({
    email,
    name: '',
  }));
}
