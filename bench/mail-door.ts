/**
 * An SMTP server that lays each letter it accepts in one inbox. The mail server's own asks DNS about every stranger,
 * which takes as long as the machine's DNS does: what is measured begins once a letter is accepted.
 */
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import type { Endpoint } from '../dev/mox.ts';
import type { Context, MailAccount } from './context.ts';
import { openInbox } from './letters.ts';

export async function openMailDoor({ engines, running }: Context, account: MailAccount): Promise<Endpoint> {
  const inbox = await openInbox(engines.mail.imap, account);
  running.defer(() => inbox.close());
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    onData(stream, _session, done) {
      buffer(stream)
        .then((letter) => inbox.lay(letter))
        .then(() => done(), done);
    },
  });
  // A connection that breaks off is the sender's to tell.
  server.on('error', () => undefined);
  running.defer(() => new Promise<void>((resolve) => server.close(() => resolve())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return { host: '127.0.0.1', port };
}
