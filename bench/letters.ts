/** Small letters, always the same ones, and their delivery straight into a mailbox. */
import { ImapFlow } from 'imapflow';
import type { Endpoint } from '../dev/mox.ts';
import type { MailAccount } from './context.ts';
import { inFlight } from './statistics.ts';

const CONNECTIONS = 4;

export interface Note {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
}

/** A plain letter of about a kilobyte, as an ordinary mail program writes it. Its subject makes it unique. */
export function smallLetter({ from, to, subject }: Note): string {
  const id = subject.replaceAll(/\W+/g, '-').toLowerCase();
  return [
    `Received: from mail.customer.example by mx.localhost; Sat, 21 Nov 2026 08:00:00 +0000`,
    `From: Camille Durand <${from}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: Sat, 21 Nov 2026 08:00:00 +0000`,
    `Message-ID: <${id}@customer.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `Bonjour, au sujet de « ${subject} » :`,
    '',
    ...Array.from({ length: 8 }, (_, line) => `${line + 1}. La commande n'est pas arrivée et personne ne répond.`),
    '',
    'Merci de votre aide,',
    'Camille Durand',
    '',
  ].join('\r\n');
}

export interface Inbox {
  /** Resolves once the mail server has the letter. */
  readonly lay: (letter: Buffer) => Promise<void>;
  readonly close: () => void;
}

/** The account's inbox, to lay letters in by several connections in turn. */
export async function openInbox(imap: Endpoint, account: MailAccount): Promise<Inbox> {
  const auth = { user: account.user, pass: account.password };
  const connections = Array.from({ length: CONNECTIONS }, () => new ImapFlow({ ...imap, auth, logger: false }));
  const close = () => {
    for (const connection of connections) connection.close();
  };
  // What it breaks off fails by itself.
  for (const connection of connections) connection.on('error', () => undefined);
  try {
    await Promise.all(connections.map((connection) => connection.connect()));
  } catch (error) {
    close();
    throw error;
  }
  // mox gives the greatest 63-bit number, which imapflow reads as 0.
  for (const connection of connections) connection.capabilities.delete('APPENDLIMIT');
  let laid = 0;
  return {
    async lay(letter) {
      laid += 1;
      if (!(await connections[laid % CONNECTIONS]?.append('INBOX', letter))) throw new Error('the inbox is closed');
    },
    close,
  };
}

/** Lays these letters in the account's inbox, without SMTP. */
export async function layInInbox(imap: Endpoint, account: MailAccount, letters: readonly string[]): Promise<void> {
  const inbox = await openInbox(imap, account);
  try {
    await inFlight(letters.length, CONNECTIONS, (i) => inbox.lay(Buffer.from(letters[i] ?? '')));
  } finally {
    inbox.close();
  }
}
