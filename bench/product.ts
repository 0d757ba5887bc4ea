/** The product as it runs in production: its worker and its API as processes, on a seeded demo in a database of its own. */
import { randomBytes } from 'node:crypto';
import { mailboxWorkflowId } from '../contract/workflows.ts';
import { freePort } from '../dev/ports.ts';
import { type Child, startProgram, untilReady } from '../dev/processes.ts';
import { DEMO_USERS, seedDemo } from '../dev/seed.ts';
import { createSecrets, type Secrets } from '../store/base/secrets.ts';
import { openStore, type Store } from '../store/store.ts';
import type { Context, MailAccount } from './context.ts';
import { type Session, signIn } from './session.ts';

export interface Product {
  /** The same database, for what is prepared and watched from outside. */
  readonly store: Store;
  readonly secrets: Secrets;
  readonly taskQueue: string;
  /** The account of the support mailbox. */
  readonly support: MailAccount;
  readonly address: string;
  readonly login: { readonly email: string; readonly password: string };
  /** A signed-in agent. */
  readonly agent: Session;
  /** The worker's process; undefined without one. */
  readonly workerPid: number | undefined;
}

export interface ProductOptions {
  /** Names its database, task queue and logs. */
  readonly name: string;
  /** Without a worker nothing is received or done; the desk can still be read. */
  readonly worker: boolean;
}

export async function startProduct(context: Context, { name, worker }: ProductOptions): Promise<Product> {
  const { engines, running } = context;
  const url = new URL(engines.mongoUrl);
  url.pathname = `/${name}`;
  const mongoUrl = url.href;
  const secretsKey = randomBytes(32).toString('base64');
  const support = context.newAccount();
  const logins = await seedDemo({
    mongoUrl,
    secretsKey,
    passwords: Object.fromEntries(DEMO_USERS.map((u) => [u, randomBytes(12).toString('hex')])) as never,
    mail: { imap: engines.mail.imap, submission: engines.mail.submission, support },
  });
  const store = await openStore(mongoUrl);
  running.defer(() => store.close());
  const port = await freePort();
  const env = {
    PORT: String(port),
    MONGODB_URL: mongoUrl,
    TEMPORAL_ADDRESS: engines.temporal.address,
    TEMPORAL_NAMESPACE: engines.temporal.namespace,
    PLI_TASK_QUEUE: name,
    PLI_SECRETS_KEY: secretsKey,
    PLI_SESSION_SECRET: randomBytes(32).toString('hex'),
  };
  const server = startProcess(context, `${name}-api`, 'api/server.ts', env);
  const working = worker ? startProcess(context, `${name}-worker`, 'worker.ts', env) : undefined;
  const processes = working ? [server, working] : [server];
  const address = `http://127.0.0.1:${port}`;
  await untilReady(processes, async () => (await fetch(`${address}/api/${worker ? 'ready' : 'health'}`)).ok);
  // The next product has a mailbox of the same name: its watch must not be taken for this one.
  if (worker) running.defer(() => context.temporal.workflow.getHandle(mailboxWorkflowId('support')).terminate().then());
  const agent = await signIn(address, logins.agent);
  const login = logins.agent;
  const secrets = createSecrets(secretsKey);
  return { store, secrets, taskQueue: name, support, address, login, agent, workerPid: working?.pid };
}

/** As many colleagues of the agent, signed in; its password is theirs. */
export async function hireAgents({ store, address, login }: Product, count: number): Promise<Session[]> {
  const model = await store.users.byEmail(login.email);
  if (!model) throw new Error('the demo has no agent');
  const sessions: Session[] = [];
  for (let i = 0; i < count; i++) {
    const email = `agent-${i}@pli.example`;
    await store.users.upsert({ ...model, _id: `agent-${i}`, email });
    sessions.push(await signIn(address, { ...login, email }));
  }
  return sessions;
}

function startProcess({ data, nodeOptions, running }: Context, name: string, file: string, env: object): Child {
  const child = startProgram(data, {
    name,
    command: process.execPath,
    args: [...nodeOptions, file],
    // Settings of whoever runs the measures are not the product's.
    env: { PATH: process.env.PATH, ...env },
  });
  running.defer(() => child.stop());
  return child;
}
