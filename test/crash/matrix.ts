/** A worker behind wires that see each step of its work, and kill it at the one that is next. */
import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError } from '@temporalio/client';
import { mailboxWorkflowId } from '../../contract/workflows.ts';
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

/** A step, and what is found from outside when the worker has died there, read past the wires. */
export interface Provable<Facts> extends Step {
  readonly held: Facts;
}

/** A command and its collection, as BSON writes them. */
export const command = (name: string, collection: string, rest = ''): RegExp =>
  new RegExp(`${name}\0.{4}${collection}\0${rest}`, 's');

/** How often each step kills a worker: once in a usual run, more where CRASH_ROUNDS says so. */
export const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 1);

/** A step that no worker comes to fails the test, instead of counting as survived. */
const REACHED_WITHIN_MS = 120_000;

/** What is done with a worker: while nothing kills it, then while the step does. */
interface Work {
  /** Gives what the step's request must speak of; nothing: any that fits will do. */
  readonly before: () => Promise<readonly string[]>;
  readonly meanwhile?: () => Promise<void>;
}

export interface Matrix {
  readonly pli: Pli;
  /**
   * Starts a worker that dies at the step, seen from the end of `before` on. Resolves with it when it is dead; rejects
   * when it never comes to the step.
   */
  readonly killAt: (step: Step, work: Work) => Promise<WorkerProcess>;
  /** Starts a worker that no step kills; who needs the world again afterwards stops it. */
  readonly finish: () => Promise<WorkerProcess>;
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
  const env = { MONGODB_URL: directly(mongoUrl, mongo), TEMPORAL_ADDRESS: `${temporal.host}:${temporal.port}` };
  return {
    pli,
    async killAt(step, { before, meanwhile }) {
      await beginWatchAnew(pli);
      const worker = await pli.startWorker(env);
      const dead = watcher.arm(step, await before(), worker);
      await Promise.all([dead, meanwhile?.()]);
      return worker;
    },
    async finish() {
      await beginWatchAnew(pli);
      return pli.startWorker();
    },
    async close() {
      await pli.close();
      await Promise.all(wires.map((wire) => wire.close()));
    },
  };
}

interface Armed {
  readonly step: Step;
  readonly about: readonly string[];
  readonly kill: () => void;
}

/** Kills one worker at a time: from then on nothing it says arrives, and nothing is said to it. */
class Watcher {
  #armed: Armed | undefined;
  #isDying = false;
  #isPrepared = false;
  /** What each client has said since its server last spoke. */
  readonly #said = new Map<string, string>();
  /** Connections of the dead: what was still on its way from them does not arrive either. */
  readonly #cut = new Set<string>();

  async arm(step: Step, about: readonly string[], worker: WorkerProcess): Promise<void> {
    for (const key of this.#said.keys()) this.#said.set(key, '');
    this.#isPrepared = step.after === undefined;
    const reached = new Promise<void>((resolve) => {
      this.#armed = { step, about, kill: resolve };
    });
    const clock = new AbortController();
    try {
      const isReached = reached.then(() => true);
      const isLate = sleep(REACHED_WITHIN_MS, false, { signal: clock.signal });
      if (!(await Promise.race([isReached, isLate]))) throw new Error(`no worker came to this step: ${step.name}`);
      await worker.kill();
    } finally {
      clock.abort();
      for (const key of this.#said.keys()) this.#cut.add(key);
      this.#said.clear();
      this.#armed = undefined;
      this.#isDying = false;
    }
  }

  filter(server: Server): Filter {
    return (chunk, from, connection) => {
      const key = `${server} ${connection}`;
      if (this.#cut.has(key)) return false;
      const said = this.#said.get(key) ?? '';
      const text = said + (from === 'client' ? chunk.toString('latin1') : '');
      this.#said.set(key, from === 'client' ? text.slice(-100_000) : '');
      if (!this.#isDying && this.#armed?.step.server === server && this.#isReached(this.#armed, text, from)) {
        this.#isDying = true;
        this.#armed.kill();
      }
      return !this.#isDying;
    };
  }

  #isReached({ step: { at, request, after }, about }: Armed, text: string, from: 'client' | 'server'): boolean {
    if (after?.test(text)) this.#isPrepared = true;
    if (!this.#isPrepared || from !== (at === 'asked' ? 'client' : 'server') || !request.test(text)) return false;
    return about.length === 0 || about.some((name) => text.includes(name));
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
