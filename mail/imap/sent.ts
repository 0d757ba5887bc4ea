/** The copies of our own letters on the server: finds them, and moves them where they belong. */
import type { ImapFlow } from 'imapflow';
import type { MailServerAccess } from '../connection/server.ts';
import { accepted, withImap } from './imap.ts';

/** Where a letter was found. */
export interface FoundLetter {
  readonly folder: string;
  readonly uid: number;
}

/**
 * Looks for a letter by any of these headers, by name (a Message-ID with its angle brackets), in the folders given and in
 * Sent; undefined when none has it. A folder that is not there is passed over. Rejects when the server cannot be reached.
 */
export async function findByHeaders(
  server: MailServerAccess,
  folders: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<FoundLetter | undefined> {
  const wanted = Object.entries(headers).map(([name, value]) => ({ header: { [name]: value } }));
  return withImap(server, async (imap) => {
    const sent = await sentFolder(imap);
    for (const folder of new Set(sent ? [...folders, sent] : folders)) {
      const opened = await imap.mailboxOpen(folder, { readOnly: true }).catch((error: Error & { code?: string }) => {
        if (!imap.usable) throw error;
      });
      // HEADER is a substring match (RFC 3501, 6.4.4): brackets and signatures make it exact.
      const uids = opened && (await imap.search(wanted.length > 1 ? { or: wanted } : (wanted[0] ?? {}), { uid: true }));
      const uid = uids ? uids.at(-1) : undefined;
      if (uid !== undefined) return { folder, uid };
    }
    return undefined;
  });
}

/**
 * Moves letters of the selected folder to Sent, which is created when there is none. False when the server can do so
 * only in a way that risks a letter (neither MOVE, RFC 6851, nor UIDPLUS, RFC 4315): they stay where they are. Rejects
 * where the server refuses, or cannot be reached.
 */
export async function moveToSent(imap: ImapFlow, uids: readonly number[]): Promise<boolean> {
  if (uids.length === 0) return true;
  if (!imap.capabilities.has('MOVE') && !imap.capabilities.has('UIDPLUS')) return false;
  const folder = (await sentFolder(imap)) ?? (await imap.mailboxCreate('Sent')).path;
  // imapflow falls back on COPY, \Deleted and UID EXPUNGE, and stops after a COPY that failed.
  accepted(await imap.messageMove([...uids].join(','), folder, { uid: true }));
  return true;
}

/** The folder the server marks as Sent (RFC 6154), else one that has its name. */
async function sentFolder(imap: ImapFlow): Promise<string | undefined> {
  const folders = await imap.list();
  const named = (path: string) =>
    /^(?:INBOX[./])?(?:Sent|Sent Items|Sent Messages|Envoyés|Éléments envoyés)$/i.test(path);
  return (folders.find((f) => f.specialUse === '\\Sent') ?? folders.find((f) => named(f.path)))?.path;
}
