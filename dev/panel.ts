/** What a started stack tells: `<data>/demo.json` for programs, one panel for people. */
import { join } from 'node:path';
import type { TemporalEngine } from './engines.ts';
import type { Endpoint, RunningMox } from './mox.ts';
import { writePrivate } from './secrets.ts';
import { DEMO_USERS, type DemoLogins } from './seed.ts';

export interface MailLogin {
  readonly address: string;
  readonly user: string;
  readonly password: string;
}

export interface Demo {
  readonly url: string;
  readonly users: DemoLogins;
  /** The address that letters are written to, and its IMAP server. */
  readonly support: string;
  readonly imap: Endpoint;
  /** What exists only where the mail server is ours. */
  readonly local?: { readonly mail: RunningMox; readonly support: MailLogin; readonly customer: MailLogin };
}

export const DEMO_FILE = 'demo.json';

const ROLES = { agent: 'agent', agent2: 'second agent', supervisor: 'supervisor', admin: 'administrator' } as const;

/** Writes the file other programs rest on; its shape is public. */
export function writeDemoFile(data: string, { url, users, support, imap, local }: Demo): void {
  const ours = local && {
    smtp: local.mail.smtp,
    supportUser: { user: local.support.user, password: local.support.password },
    customer: local.customer,
  };
  writePrivate(join(data, DEMO_FILE), { url, users, mail: { imap, support, ...ours } });
}

export function panel(data: string, { url, users, support, imap, local }: Demo, temporal: TemporalEngine): string {
  const rows: [string, string][] = [
    ['Desk', url],
    ...DEMO_USERS.map((user): [string, string] => [
      `  ${ROLES[user]}`,
      `${users[user].email}  ${users[user].password}`,
    ]),
    ...(local ? localMail(local) : [['Mailbox', `${support} on ${imap.host}`] satisfies [string, string]]),
    ...(temporal.uiUrl ? [['Temporal', temporal.uiUrl] satisfies [string, string]] : []),
    ['Logins, logs, data', data],
  ];
  const left = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, value]) => `${label.padEnd(left)}  ${value}`);
  const width = Math.max(...lines.map((line) => line.length));
  const rule = '─'.repeat(width + 2);
  return [`╭${rule}╮`, ...lines.map((line) => `│ ${line.padEnd(width)} │`), `╰${rule}╯`].join('\n');
}

function localMail({ mail, customer, support }: NonNullable<Demo['local']>): [string, string][] {
  return [
    ['Customer’s webmail', mail.webmailUrl],
    ['  customer', `${customer.user}  ${customer.password}`],
    ['  write to', support.address],
  ];
}
