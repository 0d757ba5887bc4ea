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

/** Lays these letters in the account's inbox, without SMTP. */
export async function layInInbox(imap: Endpoint, account: MailAccount, letters: readonly string[]): Promise<void> {
  const auth = { user: account.user, pass: account.password };
  const connections = Array.from({ length: CONNECTIONS }, () => new ImapFlow({ ...imap, auth, logger: false }));
  try {
    await Promise.all(connections.map((connection) => connection.connect()));
    // mox gives the greatest 63-bit number, which imapflow reads as 0.
    for (const connection of connections) connection.capabilities.delete('APPENDLIMIT');
    const free = [...connections];
    await inFlight(letters.length, CONNECTIONS, async (index) => {
      const connection = free.pop();
      if (!connection) throw new Error('more deliveries at once than connections');
      await connection.append('INBOX', Buffer.from(letters[index] ?? ''));
      free.push(connection);
    });
  } finally {
    for (const connection of connections) connection.close();
  }
}
