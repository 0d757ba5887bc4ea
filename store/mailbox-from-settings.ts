/** The mailbox given by the settings, with a queue of its own: what a new installation watches before anything is configured. */
import { STANDARD } from '../domain/standard.ts';
import type { MailServer } from './mailboxes.ts';
import type { Secrets } from './secrets.ts';
import type { Store } from './store.ts';

export interface MailboxSettings {
  readonly address: string;
  /** `imaps://user:password@host:port`; `imap://` asks for STARTTLS, save on the loopback. */
  readonly imapUrl: string;
  /** `smtps://user:password@host:port`, likewise. */
  readonly smtpUrl: string;
}

const ID = 'mail';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Writes it anew at each start, so that a changed password is taken; how far it was read is kept. */
export async function ensureMailbox(store: Store, secrets: Secrets, settings: MailboxSettings): Promise<void> {
  const { address, imapUrl, smtpUrl } = settings;
  const definition = { id: STANDARD.id, version: STANDARD.version };
  await store.definitions.publish(STANDARD);
  if (!(await store.queues.get(ID)))
    await store.queues.upsert({ _id: ID, name: address, routing: 'pull', mailbox: ID, definition });
  await store.mailboxes.upsert({
    _id: ID,
    address,
    name: '',
    queue: ID,
    folder: 'INBOX',
    enabled: true,
    imap: serverOf(imapUrl, secrets, { secure: 993, plain: 143 }),
    smtp: serverOf(smtpUrl, secrets, { secure: 465, plain: 587 }),
    cursor: null,
  });
}

function serverOf(
  text: string,
  secrets: Secrets,
  usual: { readonly secure: number; readonly plain: number },
): MailServer {
  const url = new URL(text);
  const secure = url.protocol === 'imaps:' || url.protocol === 'smtps:';
  return {
    host: url.hostname,
    port: Number(url.port) || (secure ? usual.secure : usual.plain),
    secure,
    plain: !secure && LOOPBACK.has(url.hostname),
    user: decodeURIComponent(url.username),
    password: secrets.seal(decodeURIComponent(url.password)),
  };
}
