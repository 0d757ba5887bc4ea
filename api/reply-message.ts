/** A reply as its author gave it, made into the message that will be sent: recipients frozen, files found, HTML cleaned. */
import { isAddress, normaliseAddress } from '../domain/recipients.ts';
import { sanitiseSent } from '../mail/sanitise.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { MessageDocument, StoredAddress, StoredAttachment } from '../store/messages.ts';
import type { Store } from '../store/store.ts';
import { ApiProblem } from './problem.ts';
import type { Caller } from './route.ts';
import type { MessageInput } from './schemas.ts';

/**
 * The message to stage. Its id derives from the request's key, so that a retry stages nothing new.
 * @throws ApiProblem 422 for a wrong address, an unknown attachment, or a message of another dossier.
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
    to: addresses(input.to),
    cc: addresses(input.cc),
    bcc: addresses(input.bcc),
    subject: input.subject,
    date: new Date(),
    messageId: null,
    inReplyTo: answered?._id ?? null,
    references: [],
    outlookThread: null,
    html: sanitiseSent(input.html),
    text: '',
    attachments: await attachmentsOf(
      store,
      input.attachments.map((a) => a.id),
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

/** Files an agent uploaded, or attachments of letters, as a message holds them; in the order given. */
export async function attachmentsOf(store: Store, ids: readonly string[]): Promise<StoredAttachment[]> {
  const uploaded = new Map((await store.files.getAll(ids)).map((f) => [f._id, f]));
  return Promise.all(
    ids.map(async (id) => {
      const file = uploaded.get(id);
      if (file) {
        const { name, contentType, size, sha256 } = file;
        return { id, name, contentType, size, sha256, contentId: null, inline: false };
      }
      const received = await store.messages.attachment(id);
      if (!received) throw new ApiProblem(422, 'unknown-attachment');
      return { ...received.attachment, inline: false, contentId: null };
    }),
  );
}

/** A3: the same address twice, whatever its case, is one recipient. */
function addresses(given: readonly string[]): StoredAddress[] {
  const wrong = given.find((address) => !isAddress(address));
  if (wrong !== undefined) throw new ApiProblem(422, 'bad-address', { values: { address: wrong } });
  return [...new Set(given.map(normaliseAddress))].map((email) => ({ email, name: '' }));
}
