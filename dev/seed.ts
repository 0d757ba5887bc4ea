/** The demo: one queue in pull mode, its mailbox, two agents, a supervisor, an administrator. Seeded again, it changes nothing. */
import { hashPassword, verifyPassword } from '../api/people/passwords.ts';
import type { Right, Role } from '../domain/rights.ts';
import { ensureMailbox, type MailboxSettings, OtherMailbox } from '../services/settings/mailbox-from-settings.ts';
import { createSecrets } from '../store/base/secrets.ts';
import { DEFAULT_PREFERENCES } from '../store/people/users.ts';
import { openStore, type Store } from '../store/store.ts';
import { Trouble } from './trouble.ts';

export const DEMO_USERS = ['agent', 'agent2', 'supervisor', 'admin'] as const;
export type DemoUser = (typeof DEMO_USERS)[number];
export type DemoLogins = Readonly<Record<DemoUser, { readonly email: string; readonly password: string }>>;

export interface SeedOptions {
  readonly mongoUrl: string;
  /** 32 bytes in base64. */
  readonly secretsKey: string;
  readonly passwords: Readonly<Record<DemoUser, string>>;
  readonly mail: MailboxSettings | LoopbackMailbox;
}

/** A mailbox on a mail server of this machine. */
export interface LoopbackMailbox {
  readonly imap: { readonly host: string; readonly port: number };
  readonly submission: { readonly host: string; readonly port: number };
  readonly support: { readonly address: string; readonly user: string; readonly password: string };
}

interface Person {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly grants: readonly Right[];
}

const PEOPLE: Readonly<Record<DemoUser, Person>> = {
  agent: { name: 'Léa Martin', email: 'lea@pli.example', role: 'agent', grants: [] },
  agent2: { name: 'Marc Petit', email: 'marc@pli.example', role: 'agent', grants: ['recipient.edit'] },
  supervisor: { name: 'Nadia Benali', email: 'nadia@pli.example', role: 'supervisor', grants: [] },
  admin: { name: 'Olivier Roux', email: 'olivier@pli.example', role: 'admin', grants: [] },
};

/** Writes the demo into the store and gives its logins. Must run before the worker starts, which watches what it finds. */
export async function seedDemo({ mongoUrl, secretsKey, passwords, mail }: SeedOptions): Promise<DemoLogins> {
  const store = await openStore(mongoUrl);
  try {
    const queue = await seedMailbox(store, secretsKey, 'imapUrl' in mail ? mail : byUrl(mail));
    await Promise.all(DEMO_USERS.map((user) => seedUser(store, user, passwords[user], queue)));
  } finally {
    await store.close();
  }
  const login = (user: DemoUser) => ({ email: PEOPLE[user].email, password: passwords[user] });
  return { agent: login('agent'), agent2: login('agent2'), supervisor: login('supervisor'), admin: login('admin') };
}

function seedMailbox(store: Store, secretsKey: string, settings: MailboxSettings): Promise<string> {
  return ensureMailbox(store, createSecrets(secretsKey), settings).catch((error) => {
    if (!(error instanceof OtherMailbox)) throw error;
    const hint = 'Begin anew with another PLI_DATA (and another database in MONGODB_URL), or keep that mailbox.';
    throw new Trouble(error.message, hint, { cause: error });
  });
}

function byUrl({ imap, submission, support }: LoopbackMailbox): MailboxSettings {
  const login = [support.user, support.password].map(encodeURIComponent).join(':');
  return {
    address: support.address,
    imapUrl: `imap://${login}@${imap.host}:${imap.port}`,
    smtpUrl: `smtp://${login}@${submission.host}:${submission.port}`,
  };
}

/** The password is the one we tell: a database that outlived its `<data>` takes the new one. */
async function seedUser(store: Store, user: DemoUser, password: string, queue: string): Promise<void> {
  const id = `demo-${user}`;
  const known = await store.users.get(id);
  if (known && verifyPassword(password, known.passwordHash)) return;
  await store.users.upsert({
    ...(known ?? { _id: id, ...PEOPLE[user], queues: [queue], preferences: DEFAULT_PREFERENCES }),
    passwordHash: hashPassword(password),
  });
}
