/** N9: a letter received, handed on as it came: its own bytes attached, and its words to read. */
import { MAX_SUBJECT } from '../../domain/post/subject.ts';
import { escapeHtml } from '../../mail/html/escape-html.ts';
import type { HtmlMaker } from '../../mail/html/html-maker.ts';
import { usualSender } from '../../services/sending/senders.ts';
import { newId } from '../../store/base/ids.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MessageDocument, StoredAddress, StoredAttachment } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';
import { type Leaving, withinLimit } from './reply-files.ts';
import { recipientsOf } from './reply-message.ts';

interface Wish {
  readonly letter: string;
  readonly to: readonly string[];
}

/**
 * The message to stage; nothing in it is the agent's. A letter whose content is gone is handed on empty.
 * @throws ApiProblem 422 for what is no letter of the dossier, no mailbox that somebody reads, a wrong address, an infected letter, or too many bytes;
 * 409 for one that the antivirus has not read whole.
 */
export async function forwardMessage(
  { store, screening, maker }: Leaving,
  user: Caller,
  dossier: DossierDocument,
  wish: Wish,
  id: string,
): Promise<MessageDocument> {
  const to = recipientsOf(wish.to);
  const [letter, mailbox, settings] = await Promise.all([
    store.messages.get(wish.letter),
    usualSender(store, dossier),
    store.settings.email(),
  ]);
  if (letter?.dossierId !== dossier._id || letter.direction !== 'inbound') throw new ApiProblem(422, 'not-a-letter');
  if (!mailbox) throw new ApiProblem(422, 'no-mailbox');
  await screening.pass(letter.attachments);
  return {
    ...{ _id: id, dossierId: dossier._id, direction: 'outbound', status: 'staged', forwards: letter._id },
    ...{ from: { email: mailbox.address, name: mailbox.name }, replyTo: [], to, cc: [], bcc: [] },
    ...{ subject: `Fwd: ${letter.subject}`.slice(0, MAX_SUBJECT), date: new Date() },
    // Whoever gets it was not in the conversation: it begins one that leads here.
    ...{ messageId: null, inReplyTo: null, references: [], outlookThread: null },
    ...{
      html: await readable(maker, letter),
      text: '',
      attachments: withinLimit(await copyOf(store, letter), settings),
    },
    ...{ raw: null, contentHash: null, automatic: null, author: user._id },
  };
}

async function copyOf(store: Store, { raw, subject }: MessageDocument): Promise<StoredAttachment[]> {
  if (raw === null) return [];
  const { length: size } = await store.blobs.get(raw);
  const name = `${
    subject
      .replaceAll(/[\p{Cc}/\\:*?"<>|]+/gu, ' ')
      .trim()
      .slice(0, 100) || 'message'
  }.eml`;
  return [{ id: newId(), name, contentType: 'message/rfc822', size, sha256: raw, contentId: null, inline: false }];
}

/** Whom it is from and what it says, for those whose program opens no letter within a letter. */
async function readable(maker: HtmlMaker, { from, to, cc, date, subject, text }: MessageDocument): Promise<string> {
  const named = ({ name, email }: StoredAddress) => (name ? `${name} <${email}>` : email);
  const lines = [
    ['From', named(from)],
    ['Date', date.toUTCString()],
    ['To', to.map(named).join(', ')],
    ['Cc', cc.map(named).join(', ')],
    ['Subject', subject],
  ].filter(([, value]) => value);
  const head = lines.map(([name, value]) => `<b>${name}:</b> ${escapeHtml(value ?? '')}`).join('<br>');
  return `<p>${head}</p><hr>${await maker.quote(text)}`;
}
