/** A mailbox's servers, with their passwords opened: kept only as long as a connection needs them. */
import type { MailServerAccess } from '../mail/server.ts';
import type { MailboxDocument, MailServer } from '../store/mailboxes.ts';
import type { Secrets } from '../store/secrets.ts';

export function imapServer(mailbox: MailboxDocument, secrets: Secrets): MailServerAccess {
  return opened(mailbox.imap, secrets);
}

export function smtpServer(mailbox: MailboxDocument, secrets: Secrets): MailServerAccess {
  return opened(mailbox.smtp, secrets);
}

function opened(server: MailServer, secrets: Secrets): MailServerAccess {
  return { ...server, password: secrets.open(server.password) };
}
