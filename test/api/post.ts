/** The customer's side: letters by SMTP to the support address, mailboxes read by IMAP. */
import { ImapFlow } from 'imapflow';
import { type ParsedMail, simpleParser } from 'mailparser';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { TestAccount, TestEngines } from '../setup/engines.ts';

export interface Post {
  /** Writes to the support address as a stranger's server would; gives the Message-ID. */
  readonly write: (letter: SendMailOptions) => Promise<string>;
  /** Every letter of one folder, oldest first; none when there is no such folder. */
  readonly read: (account: TestAccount, folder?: string) => Promise<ParsedMail[]>;
  /** Puts letters into the support mailbox one after the other, without the checks a mail server makes of strangers. */
  readonly fill: (raws: readonly Buffer[]) => Promise<void>;
  readonly close: () => void;
}

export function openPost({ mail }: TestEngines, customer: TestAccount, support: TestAccount): Post {
  const mx = createTransport({ ...mail.smtp, secure: false, ignoreTLS: true, pool: true, maxConnections: 8 });

  // One connection an account: a mail server refuses a stranger who signs in ten times a second.
  const connections = new Map<string, Promise<ImapFlow>>();

  async function connect({ user, password }: TestAccount): Promise<ImapFlow> {
    const imap = new ImapFlow({ ...mail.imap, secure: false, auth: { user, pass: password }, logger: false });
    imap.on('error', () => connections.delete(user));
    imap.on('close', () => connections.delete(user));
    await imap.connect();
    imap.capabilities.delete('APPENDLIMIT');
    return imap;
  }

  async function visit<T>(account: TestAccount, work: (imap: ImapFlow) => Promise<T>): Promise<T> {
    const connection = connections.get(account.user) ?? connect(account);
    connections.set(account.user, connection);
    return work(await connection);
  }

  async function readFolder(imap: ImapFlow, folder: string): Promise<ParsedMail[]> {
    const there = (await imap.list()).some((f) => f.path.toUpperCase() === folder.toUpperCase());
    if (!there) return [];
    // Selected anew each time: what came since is counted.
    await imap.mailboxClose().catch(() => undefined);
    const opened = await imap.mailboxOpen(folder, { readOnly: true });
    const letters = opened.exists ? await imap.fetchAll('1:*', { source: true }) : [];
    // One that comes meanwhile is announced without its text.
    return Promise.all(letters.flatMap(({ source }) => (source ? [simpleParser(source)] : [])));
  }

  return {
    async write(letter) {
      const { messageId } = await mx.sendMail({ from: customer.address, to: support.address, ...letter });
      return messageId;
    },
    read: (account, folder = 'INBOX') => visit(account, (imap) => readFolder(imap, folder)),
    fill: (raws) =>
      visit(support, async (imap) => {
        for (const raw of raws) await imap.append('INBOX', raw);
      }),
    close() {
      mx.close();
      for (const connection of connections.values()) void connection.then((imap) => imap.close());
    },
  };
}
