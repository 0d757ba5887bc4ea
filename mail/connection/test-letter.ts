/** A letter to oneself: sent, found where it arrives, removed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { openImap } from '../imap/imap.ts';
import type { Smtp } from '../send/smtp.ts';
import type { Found } from './reach.ts';
import type { MailServerAccess } from './server.ts';

export interface TestLetter {
  /** null: its arrival cannot be seen. */
  readonly imap: MailServerAccess | null;
  readonly sender: Smtp;
  readonly address: string;
  /** The same mailbox, by the address that is to be tried. */
  readonly letterTo: string;
  readonly folder: string;
  readonly otherFolders: readonly string[];
  readonly messageId: string;
}

const LOOK_EVERY_MS = 1_000;

/** What became of it: `accepted` where its arrival cannot be seen, `arrived`, `in-junk` or `left` (it could not be removed). */
export async function letterHome(letter: TestLetter, signal: AbortSignal): Promise<Found> {
  const { imap: server, sender, address, letterTo } = letter;
  const delivery = await sender.deliver({ raw: bytesOf(letter), envelope: { from: address, to: [letterTo] } });
  if (delivery.outcome !== 'accepted') {
    const said = delivery.outcome === 'refused' ? delivery.response : delivery.reason;
    throw Object.assign(new Error(said), { code: 'NOT_ACCEPTED' });
  }
  if (!server) return { code: 'accepted', said: delivery.response };
  const imap = await openImap(server);
  signal.addEventListener('abort', () => imap.close(), { once: true });
  try {
    signal.throwIfAborted();
    return await fetchHome(imap, letter, signal);
  } finally {
    imap.close();
  }
}

async function fetchHome(imap: ImapFlow, { folder, otherFolders, messageId }: TestLetter, signal: AbortSignal) {
  const special = (await imap.list()).filter(({ specialUse = '' }) => ['\\Junk', '\\Sent'].includes(specialUse));
  const junk = special.find(({ specialUse }) => specialUse === '\\Junk')?.path;
  const places = new Set([folder, ...otherFolders, ...special.map(({ path }) => path)]);
  for (;;) {
    const found = await takeOut(imap, places, messageId);
    if (found) {
      // Whoever watches the folder may have moved it to another of them just before.
      const { place, isGone } = (found.isGone && (await takeOut(imap, places, messageId))) || found;
      return { code: place === junk ? 'in-junk' : isGone ? 'arrived' : 'left', folder: place };
    }
    if (signal.aborted) throw signal.reason;
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {
      throw Object.assign(new Error(folder), { code: 'NOT_ARRIVED' });
    });
  }
}

/** Removes it from the first of these places where it is, and says which; null: it is in none. */
async function takeOut(imap: ImapFlow, places: ReadonlySet<string>, messageId: string) {
  for (const place of places) {
    const uid = await find(imap, place, messageId);
    if (uid !== undefined) return { place, isGone: await remove(imap, uid) };
  }
  return null;
}

async function find(imap: ImapFlow, place: string, messageId: string): Promise<number | undefined> {
  const opened = await imap.mailboxOpen(place).catch((error: unknown) => {
    if (!imap.usable) throw error;
  });
  const uids = opened && (await imap.search({ header: { 'message-id': messageId } }, { uid: true }));
  return uids ? uids.at(-1) : undefined;
}

/** Without UIDPLUS (RFC 4315), an EXPUNGE would take letters that others marked: ours is only marked then. */
async function remove(imap: ImapFlow, uid: number): Promise<boolean> {
  if (imap.capabilities.has('UIDPLUS')) return Boolean(await imap.messageDelete(String(uid), { uid: true }));
  await imap.messageFlagsAdd(String(uid), ['\\Deleted'], { uid: true });
  return false;
}

function bytesOf({ address, letterTo, messageId }: TestLetter): Buffer {
  const lines = [
    `From: ${address}`,
    `To: ${letterTo}`,
    'Subject: Pli: connection test / test de connexion',
    `Message-ID: ${messageId}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'Sent by Pli to see that this mailbox can be written from and read. It is removed once it has arrived.',
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
