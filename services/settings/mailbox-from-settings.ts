/** The mailbox given by the settings, with a queue of its own: what a new installation watches before anything is configured. */
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import type { Secrets } from '../../store/base/secrets.ts';
import type { MailServer } from '../../store/mailboxes/mail-server.ts';
import type { Store } from '../../store/store.ts';

export interface MailboxSettings {
  readonly address: string;
  /** `imaps://user:password@host:port`; `imap://` asks for STARTTLS, save on the loopback. */
  readonly imapUrl: string;
  /** `smtps://user:password@host:port`, likewise. */
  readonly smtpUrl: string;
}

/** Its id and its queue's: what a new installation has one of. */
const FIRST = 'support';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** A server of this machine: the only kind that may be spoken to in plain text. */
export const isLoopback = (host: string): boolean => LOOPBACK.has(host.toLowerCase());

/**
 * Makes sure of the mailbox with this address and of a queue for it, and gives that queue's id. Its servers and
 * passwords are written when the settings name others than the last time: what administrators chose since then, how far
 * it was read, and its watcher are left alone.
 * @throws OtherMailbox when the first mailbox has another address: its letters are known by the UIDs of its own server.
 */
export async function ensureMailbox(store: Store, secrets: Secrets, settings: MailboxSettings): Promise<string> {
  const { address } = settings;
  const mailboxes = await store.mailboxes.list();
  // One watcher for one INBOX: a mailbox that has this address already is this mailbox, whatever its id.
  const known = mailboxes.find((mailbox) => mailbox.address === address);
  const first = mailboxes.find((mailbox) => mailbox._id === FIRST);
  if (first && !known) throw new OtherMailbox(`The mailbox here is ${first.address}, not ${address}.`);
  const mailbox = known ?? { _id: FIRST, address, name: 'Support', queue: FIRST, folder: 'INBOX', enabled: true };
  await ensureQueue(store, mailbox.queue);
  const settingsMark = secrets.sign(JSON.stringify(settings)).toString('base64');
  if (known?.settingsMark === settingsMark) return mailbox.queue;
  const { imap, smtp } = serversOf(settings);
  await store.mailboxes.upsert({
    cursor: null,
    ...mailbox,
    settingsMark,
    imap: { ...imap, password: secrets.seal(imap.password) },
    smtp: { ...smtp, password: secrets.seal(smtp.password) },
  });
  return mailbox.queue;
}

/** One that is there is left as it is set, whatever the built-in definition has become. */
async function ensureQueue(store: Store, id: string): Promise<void> {
  await store.definitions.publish(STANDARD);
  const definition = { id: STANDARD.id, version: STANDARD.version };
  if (await store.queues.get(id)) return;
  await store.queues.upsert({ _id: id, name: 'Support', routing: 'pull', mailbox: id, definition });
}

/** The store already belongs to another mailbox. */
export class OtherMailbox extends Error {}

/** The servers that its URLs name, their passwords in clear. */
export function serversOf({ imapUrl, smtpUrl }: MailboxSettings): Readonly<Record<'imap' | 'smtp', MailServer>> {
  return {
    imap: serverOf(imapUrl, { secure: 993, plain: 143 }),
    smtp: serverOf(smtpUrl, { secure: 465, plain: 587 }),
  };
}

function serverOf(text: string, usual: { readonly secure: number; readonly plain: number }): MailServer {
  const url = new URL(text);
  const secure = url.protocol === 'imaps:' || url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: Number(url.port) || (secure ? usual.secure : usual.plain),
    secure,
    plain: !secure && isLoopback(url.hostname),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
