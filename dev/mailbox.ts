/** A mailbox that runs elsewhere: checked before anything is started on it. */
import { createTransport } from 'nodemailer';
import type { MailServerAccess } from '../mail/connection/server.ts';
import { withImap } from '../mail/imap/imap.ts';
import { type MailboxSettings, serversOf } from '../services/settings/mailbox-from-settings.ts';
import { Trouble } from './trouble.ts';

const REACH_MS = 10_000;

/** Signs in to both its servers and reads its INBOX. @throws Trouble naming the setting that is wrong. */
export async function reachMailbox(settings: MailboxSettings): Promise<void> {
  const { imap, smtp } = serversOf(settings);
  await Promise.all([
    withImap(imap, (client) => client.status('INBOX', { messages: true })).catch(
      refused('IMAP', 'MAIL_IMAP_URL', imap),
    ),
    signInToSmtp(smtp).catch(refused('SMTP', 'MAIL_SMTP_URL', smtp)),
  ]);
}

async function signInToSmtp({ host, port, secure, plain, user, password }: MailServerAccess): Promise<void> {
  const transport = createTransport({
    ...{ host, port, secure, ignoreTLS: plain, requireTLS: !secure && !plain },
    ...{ connectionTimeout: REACH_MS, greetingTimeout: REACH_MS, auth: { user, pass: password } },
  });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}

function refused(protocol: string, setting: string, { host, port, user }: MailServerAccess): (error: Error) => never {
  return (error) => {
    const said = (error as { responseText?: string }).responseText ?? error.message;
    throw new Trouble(
      `The ${protocol} server ${host}:${port} does not let ${user} in (${said}).`,
      `Check ${setting}, or unset MAIL_ADDRESS, MAIL_IMAP_URL and MAIL_SMTP_URL to have a mail server started here.`,
      { cause: error },
    );
  };
}
