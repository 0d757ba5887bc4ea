/** A worker behind wires that see each step of its work, and kill it at the one that is next. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { mailboxWorkflowId } from '../../workflows/contract.ts';
import { openPli, type Pli } from '../api/harness.ts';
import type { WorkerProcess } from '../api/worker-process.ts';
import { testEngines } from '../setup/engines.ts';
import { type Filter, openWire, type Wire } from './wire.ts';

type Server = 'imap' | 'smtp' | 'mongo' | 'temporal';

/**
 * `asked`: the worker dies as it asks for this, which no server hears. `answered`: it dies without hearing the answer
 * to it. `after`: only once this has been asked of the same server.
 */
export interface Step {
  readonly name: string;
  readonly server: Server;
  readonly at: 'asked' | 'answered';
  readonly request: RegExp;
  readonly after?: RegExp;
}

/** A command and its collection, as BSON writes them. */
export const command = (name: string, collection: string, rest = ''): RegExp =>
  new RegExp(`${name}\0.{4}${collection}\0${rest}`, 's');

/** How often each step kills a worker: once in a usual run, more where CRASH_ROUNDS says so. */
export const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 1);

/** MongoDB ends a dead worker's transaction after a minute by default, and holds what it wrote for as long. */
const TRANSACTION_SECONDS = 10;

/** What is done with a worker: while nothing kills it, then while the step does. */
interface Work {
  readonly before?: () => Promise<void>;
  readonly meanwhile?: () => Promise<void>;
}

export interface Matrix {
  readonly pli: Pli;
  /** Starts a worker that dies at the step, seen from the end of `before` on. Resolves when it is dead. */
  readonly killAt: (step: Step, work: Work) => Promise<void>;
  /** Starts a worker that nothing kills. */
  readonly finish: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function openMatrix(): Promise<Matrix> {
  const { mail, temporalAddress, mongoUrl } = testEngines();
  const watcher = new Watcher();
  const wires: Wire[] = [];
  async function through(server: Server, target: { host: string; port: number }): Promise<Wire> {
    const wire = await openWire(target, watcher.filter(server));
    wires.push(wire);
    return wire;
  }
  const mongo = await through('mongo', hostOf(new URL(mongoUrl).host));
  const temporal = await through('temporal', hostOf(temporalAddress));
  const pli = await openPli({ submission: await through('smtp', mail.submission) });
  await readThrough(pli, await through('imap', mail.imap));
  await setTransactionLife(pli, TRANSACTION_SECONDS);
  const env = { MONGODB_URL: directly(mongoUrl, mongo), TEMPORAL_ADDRESS: `${temporal.host}:${temporal.port}` };
  return {
    pli,
    async killAt(step, { before, meanwhile }) {
      await beginWatchAnew(pli);
      const worker = await pli.startWorker(env);
      await before?.();
      const dead = watcher.arm(step, worker);
      await meanwhile?.();
      await dead;
    },
    async finish() {
      await beginWatchAnew(pli);
      await pli.startWorker();
    },
    async close() {
      await setTransactionLife(pli, 60);
      await pli.close();
      await Promise.all(wires.map((wire) => wire.close()));
    },
  };
}

/** Kills one worker at a time: from then on nothing it says arrives, and nothing is said to it. */
class Watcher {
  #armed: { readonly step: Step; readonly kill: () => void } | undefined;
  #isDying = false;
  #isPrepared = false;
  /** What each client has said since its server last spoke. */
  readonly #said = new Map<string, string>();

  arm(step: Step, worker: WorkerProcess): Promise<void> {
    this.#said.clear();
    this.#isPrepared = step.after === undefined;
    return new Promise((resolve, reject) => {
      this.#armed = {
        step,
        kill: () =>
          worker
            .kill()
            .then(resolve, reject)
            .finally(() => this.#rest()),
      };
    });
  }

  filter(server: Server): Filter {
    return (chunk, from, connection) => {
      const key = `${server} ${connection}`;
      const said = this.#said.get(key) ?? '';
      const text = said + (from === 'client' ? chunk.toString('latin1') : '');
      this.#said.set(key, from === 'client' ? text.slice(-100_000) : '');
      if (!this.#isDying && this.#armed?.step.server === server && this.#isReached(this.#armed.step, text, from)) {
        this.#isDying = true;
        this.#armed.kill();
      }
      return !this.#isDying;
    };
  }

  #isReached({ at, request, after }: Step, text: string, from: 'client' | 'server'): boolean {
    if (after?.test(text)) this.#isPrepared = true;
    return this.#isPrepared && from === (at === 'asked' ? 'client' : 'server') && request.test(text);
  }

  #rest(): void {
    this.#armed = undefined;
    this.#isDying = false;
  }
}

function hostOf(address: string): { host: string; port: number } {
  const [host = '', port] = address.split(',')[0]?.split(':') ?? [];
  return { host, port: Number(port) };
}

/** A driver that is told of a replica set goes past the wire, to the members' own addresses. */
function directly(mongoUrl: string, { host, port }: Wire): string {
  const url = new URL(mongoUrl);
  url.host = `${host}:${port}`;
  url.search = '?directConnection=true';
  return url.href;
}

async function readThrough({ store, queue }: Pli, { host, port }: Wire): Promise<void> {
  const mailbox = await store.mailboxes.get(queue);
  if (mailbox) await store.mailboxes.upsert({ ...mailbox, imap: { ...mailbox.imap, host, port } });
}

/** Temporal would wait for the dead worker's beat, longer after each death: the next worker begins at once. */
async function beginWatchAnew({ temporal, queue }: Pli): Promise<void> {
  const watch = temporal.workflow.getHandle(mailboxWorkflowId(queue));
  await watch.terminate().catch((error: unknown) => {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  });
}

async function setTransactionLife({ store }: Pli, seconds: number): Promise<void> {
  await store.connection.db?.admin().command({ setParameter: 1, transactionLifetimeLimitSeconds: seconds });
}
