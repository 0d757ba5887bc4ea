/** The demo: one queue in pull mode, its mailbox, two agents, a supervisor, an administrator. Seeded again, it changes nothing. */
import { hashPassword } from '../api/passwords.ts';
import type { Right, Role } from '../domain/rights.ts';
import { STANDARD } from '../domain/standard.ts';
import type { MailServer } from '../store/mailboxes.ts';
import { createSecrets } from '../store/secrets.ts';
import { openStore, type Store } from '../store/store.ts';
import { DEFAULT_PREFERENCES } from '../store/users.ts';

export const DEMO_USERS = ['agent', 'agent2', 'supervisor', 'admin'] as const;
export type DemoUser = (typeof DEMO_USERS)[number];
export type DemoLogins = Readonly<Record<DemoUser, { readonly email: string; readonly password: string }>>;

export interface SeedOptions {
  readonly mongoUrl: string;
  /** 32 bytes in base64. */
  readonly secretsKey: string;
  readonly passwords: Readonly<Record<DemoUser, string>>;
  readonly mail: {
    readonly imap: { readonly host: string; readonly port: number };
    readonly submission: { readonly host: string; readonly port: number };
    readonly support: { readonly address: string; readonly user: string; readonly password: string };
  };
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
    await store.definitions.publish(STANDARD);
    await seedMailbox(store, secretsKey, mail);
    for (const user of DEMO_USERS) await seedUser(store, user, passwords[user]);
  } finally {
    await store.close();
  }
  const login = (user: DemoUser) => ({ email: PEOPLE[user].email, password: passwords[user] });
  return { agent: login('agent'), agent2: login('agent2'), supervisor: login('supervisor'), admin: login('admin') };
}

async function seedMailbox(
  store: Store,
  secretsKey: string,
  { imap, submission, support }: SeedOptions['mail'],
): Promise<void> {
  const password = createSecrets(secretsKey).seal(support.password);
  const server = (at: { host: string; port: number }): MailServer => ({
    ...at,
    secure: false,
    plain: true,
    user: support.user,
    password,
  });
  await store.queues.upsert({
    _id: 'support',
    name: 'Support',
    routing: 'pull',
    mailbox: 'support',
    definition: { id: STANDARD.id, version: STANDARD.version },
  });
  await store.mailboxes.upsert({
    _id: 'support',
    address: support.address,
    name: 'Support',
    queue: 'support',
    folder: 'INBOX',
    enabled: true,
    imap: server(imap),
    smtp: server(submission),
    cursor: null,
  });
}

async function seedUser(store: Store, user: DemoUser, password: string): Promise<void> {
  const id = `demo-${user}`;
  if (await store.users.get(id)) return;
  const passwordHash = await hashPassword(password);
  await store.users.upsert({
    _id: id,
    ...PEOPLE[user],
    queues: ['support'],
    passwordHash,
    preferences: DEFAULT_PREFERENCES,
  });
}
