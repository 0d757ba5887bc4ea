/** A reply as its author gave it, made into the message that will be sent: recipients frozen, files found, HTML cleaned. */
import { isAddress, normaliseAddress } from '../domain/recipients.ts';
import { sanitiseSent } from '../mail/sanitise.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { MessageDocument, StoredAddress, StoredAttachment } from '../store/messages.ts';
import type { Store } from '../store/store.ts';
import { reachFile } from './access.ts';
import { ApiProblem } from './problem.ts';
import type { Caller } from './route.ts';
import type { MessageInput } from './schemas.ts';

const MAX_ATTACHED_BYTES = 25_000_000;

/**
 * The message to stage. Its id derives from the request's key, so that a retry stages nothing new.
 * @throws ApiProblem 422 for a wrong address, an unknown attachment, or too many bytes attached.
 */
export async function replyMessage(
  store: Store,
  user: Caller,
  dossier: DossierDocument,
  input: MessageInput,
  id: string,
  answered: MessageDocument | null,
): Promise<MessageDocument> {
  const mailbox = await store.mailboxes.get(dossier.mailbox);
  return {
    _id: id,
    dossierId: dossier._id,
    direction: 'outbound',
    status: 'staged',
    from: { email: mailbox?.address ?? '', name: mailbox?.name ?? '' },
    replyTo: [],
    to: recipientsOf(input.to),
    cc: recipientsOf(input.cc),
    bcc: recipientsOf(input.bcc),
    subject: input.subject,
    date: new Date(),
    messageId: null,
    inReplyTo: answered?._id ?? null,
    references: [],
    outlookThread: null,
    html: sanitiseSent(input.html),
    text: '',
    attachments: withinLimit(
      await attachmentsOf(
        store,
        user,
        input.attachments.map((a) => a.id),
      ),
    ),
    raw: null,
    contentHash: null,
    automatic: null,
    author: user._id,
  };
}

/** The message answered: the one named, or the latest letter. @throws ApiProblem 422 when it is not of this dossier. */
export async function answeredMessage(
  store: Store,
  dossierId: string,
  input: MessageInput,
): Promise<MessageDocument | null> {
  if (input.inReplyTo === undefined || input.inReplyTo === null) return store.messages.latestReceived(dossierId);
  const answered = await store.messages.get(input.inReplyTo);
  if (answered?.dossierId !== dossierId) throw new ApiProblem(422, 'unknown-message');
  return answered;
}

/**
 * Files the caller uploaded, or sees in a dossier, as a message holds them; in the order given.
 * @throws ApiProblem 422 for a file out of the caller's reach: to attach it would be to read it.
 */
export async function attachmentsOf(store: Store, user: Caller, ids: readonly string[]): Promise<StoredAttachment[]> {
  return Promise.all(
    ids.map(async (id) => {
      const file = await reachFile(store, user, id);
      if (!file) throw new ApiProblem(422, 'unknown-attachment');
      return { ...file, inline: false, contentId: null };
    }),
  );
}

/** They are all in memory when the letter is built. @throws ApiProblem 422 above 25 MB together. */
function withinLimit(attachments: StoredAttachment[]): StoredAttachment[] {
  const total = attachments.reduce((sum, a) => sum + a.size, 0);
  if (total > MAX_ATTACHED_BYTES) throw new ApiProblem(422, 'attachments-too-large');
  return attachments;
}

/** A3: the same address twice, whatever its case, is one recipient. @throws ApiProblem 422 for what is no address. */
export function recipientsOf(given: readonly string[]): StoredAddress[] {
  const wrong = given.find((address) => !isAddress(address));
  if (wrong !== undefined) throw new ApiProblem(422, 'bad-address', { values: { address: wrong } });
  return [...new Set(given.map(normaliseAddress))].map((email) => ({ email, name: '' }));
}
