/** The demo on what was started: its people, on the mailbox given or on accounts of our own mail server. */
import type { Config } from '../config.ts';
import { serversOf } from '../services/settings/mailbox-from-settings.ts';
import type { Engines, OtherMail } from './engines.ts';
import type { RunningMox } from './mox.ts';
import type { Demo } from './panel.ts';
import type { Secrets } from './secrets.ts';
import { seedDemo } from './seed.ts';

/** Made once; the servers' ports are told anew each time. Must run before the worker starts. */
export async function makeDemo(
  { PLI_SECRETS_KEY }: Config,
  { mongoUrl, mail }: Engines<RunningMox | OtherMail>,
  { passwords, secretsKey }: Secrets,
): Promise<Omit<Demo, 'url'>> {
  const seed = { mongoUrl, secretsKey: PLI_SECRETS_KEY ?? secretsKey, passwords };
  if ('imapUrl' in mail) {
    const { host, port } = serversOf(mail).imap;
    return { users: await seedDemo({ ...seed, mail }), support: mail.address, imap: { host, port } };
  }
  const login = (address: string, password: string) => ({ address, user: address, password });
  const support = login('support@localhost', passwords.support);
  const customer = login('claire.durand@localhost', passwords.customer);
  const [users] = await Promise.all([
    seedDemo({ ...seed, mail: { imap: mail.imap, submission: mail.submission, support } }),
    mail.addAccount('support', support.address, support.password),
    mail.addAccount('claire', customer.address, customer.password),
  ]);
  return { users, support: support.address, imap: mail.imap, local: { mail, support, customer } };
}
