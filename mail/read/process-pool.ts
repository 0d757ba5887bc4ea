/** Runs work that strangers' letters decide the cost of in processes of its own, within a budget of time and memory. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import type { LetterAnswer, LetterWork } from './letter-process.ts';

/** What one piece of work may take. A busy machine makes the time on the wall many times that of the processor. */
export interface TimeBudget {
  readonly cpuMs: number;
  readonly wallMs: number;
}

export interface ProcessPoolOptions {
  readonly processes: number;
  /** The heap of a process; buffers are outside it. */
  readonly memoryMb: number;
  /** Its work waits for nobody: other programs of the machine go first. */
  readonly isPatient?: boolean;
}

export interface ProcessPool {
  /** The lightest work that waits is done first. Rejects with OverBudget, WorkRefused, or another error when the process is at fault. */
  readonly run: (work: LetterWork, weight: number, budget: TimeBudget) => Promise<unknown>;
  readonly close: () => void;
}

/** The work took more than it may. `code`: time, memory, or the process ended twice over it. */
export class OverBudget extends Error {
  readonly code: 'too-slow' | 'too-heavy' | 'unreadable';

  constructor(message: string, code: OverBudget['code'], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The process refused the work, in its own words. */
export class WorkRefused extends Error {}

/** The process ended over a letter, whose fault it may be: the machine kills what takes too much of its memory. */
class ProcessEnded extends Error {}

interface Job {
  readonly work: LetterWork;
  readonly weight: number;
  readonly budget: TimeBudget;
  /** The process that did it before has ended. */
  readonly isSecondTry: boolean;
  readonly resolve: (done: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Processes start when they are first needed, keep their owner alive only while they work, and are replaced when work
 * ends one. They are processes because a thread out of memory can take the whole program with it: V8 allows it 16 MB
 * more to end in, and one large string is more.
 */
export function createProcessPool({ processes, memoryMb, isPatient = false }: ProcessPoolOptions): ProcessPool {
  const waiting: Job[] = [];
  const idle: LetterProcess[] = [];
  const all = new Set<LetterProcess>();
  let isClosed = false;

  function next(): void {
    while (waiting.length > 0 && (idle.length > 0 || all.size < processes)) {
      const process = idle.pop() ?? started();
      // It may have ended while it had nothing to do.
      const job = process.isUsable ? waiting.shift() : undefined;
      if (job) void run(process, job);
      else all.delete(process);
    }
  }
  function started(): LetterProcess {
    const process = new LetterProcess(memoryMb, isPatient);
    all.add(process);
    return process;
  }
  function enqueue(job: Job): void {
    const heavier = waiting.findIndex(({ weight }) => weight > job.weight);
    waiting.splice(heavier < 0 ? waiting.length : heavier, 0, job);
  }
  async function run(process: LetterProcess, job: Job): Promise<void> {
    await process.run(job.work, job.budget).then(job.resolve, (error: Error) => {
      if (!(error instanceof ProcessEnded)) job.reject(error);
      else if (job.isSecondTry) job.reject(new OverBudget(`twice: ${error.message}`, 'unreadable', { cause: error }));
      else waiting.unshift({ ...job, isSecondTry: true });
    });
    if (process.isUsable) idle.push(process);
    else all.delete(process);
    next();
  }
  return {
    run: (work, weight, budget) =>
      new Promise((resolve, reject) => {
        if (isClosed) throw new Error('The processes that read letters are closed');
        enqueue({ work, weight, budget, isSecondTry: false, resolve, reject });
        next();
      }),
    close() {
      isClosed = true;
      for (const process of all) process.end();
    },
  };
}

class LetterProcess {
  isUsable = true;
  readonly #child: ChildProcess;
  readonly #ready: Promise<LetterAnswer | Error>;
  /** Given every answer of the process, and the reason of its end. */
  #settle: (answer: LetterAnswer | Error) => void = () => {};

  constructor(memoryMb: number, isPatient: boolean) {
    this.#ready = this.#answer();
    this.#child = fork(join(import.meta.dirname, 'letter-process.ts'), [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${memoryMb}`],
      // It reads what strangers write: it has none of our secrets.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    if (isPatient && this.#child.pid !== undefined) lowerPriority(this.#child.pid);
    this.#child.on('message', (answer: LetterAnswer) => this.#settle(answer));
    this.#child.on('error', (error) => this.#ended(error));
    this.#child.on('exit', (code, signal) => this.#ended(endOf(code, signal)));
  }

  /** One piece of work at a time. The clock starts once the process has. */
  async run(work: LetterWork, budget: TimeBudget): Promise<unknown> {
    this.#hold(true);
    try {
      const ready = await this.#ready;
      if (ready instanceof Error) throw new Error('The process that reads letters did not start', { cause: ready });
      const answer = await this.#ask(work, budget);
      if (answer instanceof Error) throw answer;
      if (answer.kind === 'done') return answer.result;
      throw new WorkRefused(answer.kind === 'refused' ? answer.message : 'no answer');
    } finally {
      this.#hold(false);
    }
  }

  end(): void {
    this.isUsable = false;
    this.#child.kill('SIGKILL');
  }

  async #ask(work: LetterWork, { cpuMs, wallMs }: TimeBudget): Promise<LetterAnswer | Error> {
    const answered = this.#answer();
    const began = performance.now();
    const cpuBefore = this.#cpuMs();
    let clock: NodeJS.Timeout;
    const look = () => {
      const wallLeft = wallMs - (performance.now() - began);
      const cpuLeft = cpuBefore === null ? 0 : cpuMs - ((this.#cpuMs() ?? Number.POSITIVE_INFINITY) - cpuBefore);
      const left = Math.min(wallLeft, cpuLeft);
      if (left > 0) {
        clock = setTimeout(look, Math.ceil(left));
        return;
      }
      this.#ended(new OverBudget(`not done within ${Math.round(Math.min(cpuMs, wallMs))} ms`, 'too-slow'));
      this.end();
    };
    clock = setTimeout(look, Math.ceil(Math.max(0, Math.min(cpuMs, wallMs))));
    this.#child.send(work, (error) => error && this.#ended(new ProcessEnded(error.message)));
    const answer = await answered;
    clearTimeout(clock);
    return answer;
  }

  /** What it has taken of the processor; null where the system does not tell: then only the wall counts. */
  #cpuMs(): number | null {
    try {
      const stat = readFileSync(`/proc/${this.#child.pid}/stat`, 'latin1');
      // Fields 14 and 15, in hundredths of a second (proc(5)); the name before them may hold spaces.
      const [user, system] = stat
        .slice(stat.lastIndexOf(')') + 2)
        .split(' ')
        .slice(11, 13);
      return (Number(user) + Number(system)) * 10;
    } catch {
      return null;
    }
  }

  #answer(): Promise<LetterAnswer | Error> {
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  #ended(reason: Error): void {
    this.isUsable = false;
    this.#settle(reason);
  }

  #hold(held: boolean): void {
    for (const handle of [this.#child, this.#child.channel]) held ? handle?.ref() : handle?.unref();
  }
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch {
    // A system without priorities: its work counts as everybody's.
  }
}

/** V8 out of memory aborts. */
function endOf(code: number | null, signal: NodeJS.Signals | null): Error {
  if (signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134)
    return new OverBudget('more memory than a letter may take', 'too-heavy');
  return new ProcessEnded(`the process that reads letters ended (${signal ?? code})`);
}
