/** Answers a letter by itself (C15): decides whether it may (RFC 3834), writes the answer once, hands it over once. */
import { ApplicationFailure } from '@temporalio/activity';
import type { AnswerRequest, SendRequest } from '../../contract/activities.ts';
import { writersOf } from '../../domain/post/correspondents.ts';
import { isOwnAddress, normaliseAddress, sameAddress } from '../../domain/post/recipients.ts';
import { isRobot } from '../../domain/post/robot-address.ts';
import { fillTags } from '../../domain/post/tags.ts';
import { imageCid } from '../../mail/html/inline-images.ts';
import { letterText } from '../../mail/html/letter-html.ts';
import { tagValues } from '../../services/clock/tag-values.ts';
import { AUTOMATIC_REPLY_GIVEN_UP_MS } from '../../services/engine/unfinished.ts';
import { usualSender } from '../../services/sending/senders.ts';
import { newId } from '../../store/base/ids.ts';
import type { AutomaticReply, ReplyFile } from '../../store/letters/automatic-replies.ts';
import type { MessageDocument, StoredAddress, StoredAttachment } from '../../store/letters/messages.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Store } from '../../store/store.ts';
import type { ActivityDependencies } from '../dependencies.ts';
import type { PlacedMessage } from '../intake/prepare-letter.ts';
import { enterOutbox } from './outgoing-letter.ts';
import { createSendReply } from './send-reply.ts';

/** Gives the message that will answer, staged; null: no machine answers this letter. Asked again, it says the same. */
export function createAnswerAutomatically({ store }: Pick<ActivityDependencies, 'store'>) {
  return async function answerAutomatically({ dossierId, letter, moment }: AnswerRequest): Promise<string | null> {
    const dossier = await store.dossiers.get(dossierId);
    const settings = dossier && (await store.automaticReplies.get(dossier.queue));
    if (!dossier || !settings?.enabled) return null;
    const [received, queue] = await Promise.all([store.messages.get(letter), store.queues.get(dossier.queue)]);
    const [mailboxes, own] = await Promise.all([store.mailboxes.list(), store.mailboxes.ownAddresses()]);
    const named = mailboxes.find((m) => m._id === settings.sender && !m.deletedAt);
    const sender = named ?? (await usualSender(store, dossier));
    const to = received && answeredByMachine(received, own);
    if (!to || !queue || !sender) return null;
    const claim = { dossierId, address: normaliseAddress(to.email), mailbox: sender._id, moment, letter };
    const message = await store.automaticReplies.claim({ ...claim, message: newId() }, new Date());
    if (message === null) return null;
    const holder = dossier.assignee === null ? null : await store.users.get(dossier.assignee);
    const { number } = dossier;
    const values = tagValues({ queue, settings, contact: to, agent: holder, number, at: Date.now() });
    await store.messages.stage(answerTo(received, to, sender, message, settings, fillTags(settings.html, values)));
    return message;
  };
}

/** RFC 3834, 2: the person whom we know and who wrote to us, at an address that somebody reads; null: no machine answers it. */
function answeredByMachine(received: MessageDocument, own: readonly string[]): StoredAddress | null {
  const { to, cc, unanswerable } = received;
  const isStranger = (received as Partial<PlacedMessage>).threading?.isStranger === true;
  const isToUs = [...to, ...cc].some(({ email }) => isOwnAddress(email, own));
  const [writer] = writersOf(received, own);
  // A letter that asks to be answered at a machine asks no machine of ours.
  const isForMachine = received.replyTo.some(({ email }) => isRobot(email));
  if (unanswerable || isStranger || !isToUs || isForMachine || !writer || isRobot(writer.email)) return null;
  return { email: writer.email, name: writer.name ?? '' };
}

function answerTo(
  { _id: inReplyTo, dossierId, subject }: MessageDocument,
  to: StoredAddress,
  { address, name }: MailboxDocument,
  _id: string,
  { images, files }: AutomaticReply,
  html: string,
): MessageDocument {
  const shown = images.map(within);
  const words = images.reduce(
    (text, image, i) => text.replaceAll(`"cid:${image.id}"`, `"cid:${shown[i]?.contentId}"`),
    html,
  );
  return {
    ...{ _id, dossierId, direction: 'outbound', status: 'staged', inReplyTo },
    ...{ from: { email: address, name }, to: [to], cc: [], bcc: [], replyTo: [] },
    // C15: always « RE: » and the subject of the letter answered; of several, one.
    subject: `RE: ${subject.replace(/^(?:\s*re\s*:)+\s*/i, '')}`,
    ...{ date: new Date(), html: words, text: letterText(words) },
    ...{ messageId: null, references: [], outlookThread: null, raw: null, contentHash: null },
    attachments: [...shown, ...files.map(attached)],
    ...{ automatic: 'auto-replied', author: null },
  };
}

/** Each letter's attachments are its own: who sees the dossier sees them. */
function attached(file: ReplyFile): StoredAttachment {
  return { ...file, id: newId(), contentId: null, inline: false };
}

function within(image: ReplyFile): StoredAttachment {
  const file = attached(image);
  return { ...file, contentId: imageCid(file.id), inline: true };
}

/**
 * Sends a staged answer: again while it surely did not leave, for a day; never again when it may have left.
 * @throws ApplicationFailure while it waits to be tried again.
 */
export function createSendAutomaticReply(deps: Pick<ActivityDependencies, 'store' | 'secrets' | 'log'>) {
  const { store } = deps;
  const sendReply = createSendReply(deps);
  return async function sendAutomaticReply(request: SendRequest): Promise<void> {
    const message = await store.messages.get(request.message);
    const mailbox = message && (await senderOf(store, message));
    if (!message) return;
    if (!mailbox) return store.messages.setStatus(message._id, 'failed');
    const isLate = Date.now() - message.date.getTime() >= AUTOMATIC_REPLY_GIVEN_UP_MS;
    if (isLate && !(await store.outbox.get(message._id))) return store.messages.setStatus(message._id, 'failed');
    const { createdAt } = await enterOutbox(deps, message, mailbox);
    const delivery = await sendReply(request);
    if (delivery.outcome === 'sent')
      return store.messages.setStatus(message._id, 'sent', { messageId: delivery.messageId });
    if (delivery.outcome === 'deferred' && Date.now() - createdAt.getTime() < AUTOMATIC_REPLY_GIVEN_UP_MS)
      throw ApplicationFailure.retryable(delivery.reason, 'deferred');
    await store.outbox.abandon(message._id, delivery.reason);
    await store.messages.setStatus(message._id, 'failed');
  };
}

async function senderOf(store: Store, { from }: MessageDocument): Promise<MailboxDocument | undefined> {
  return (await store.mailboxes.list()).find(({ address }) => sameAddress(address, from.email));
}
