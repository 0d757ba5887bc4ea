/** Reads letters in threads, within limits of time and memory that no letter can pass. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import mailparser from 'mailparser/package.json' with { type: 'json' };
import { PARSE_MEMORY_MB, PARSE_TIME_MS } from './limits.ts';
import { type ParsedLetter, type UnreadableCode, UnreadableLetter } from './parse.ts';
import type { ParseAnswer } from './parse-worker.ts';

/** What reads letters: kept with each that could not be, so that it is known which are worth another try. */
export const PARSER_VERSION = `mailparser ${mailparser.version}`;

export interface LetterParser {
  /** Rejects with UnreadableLetter when the letter is at fault, with another error when the thread could not start. */
  readonly parse: (raw: Buffer) => Promise<ParsedLetter>;
  readonly close: () => Promise<void>;
}

export interface LetterParserOptions {
  readonly threads?: number;
  readonly timeMs?: number;
  readonly memoryMb?: number;
}

interface Job {
  readonly raw: Buffer;
  readonly resolve: (letter: ParsedLetter) => void;
  readonly reject: (error: Error) => void;
}

/** Threads start when they are first needed, keep no process alive by themselves, and are replaced when a letter ends one. */
export function createLetterParser({
  threads = Math.max(1, Math.min(4, availableParallelism() - 1)),
  timeMs = PARSE_TIME_MS,
  memoryMb = PARSE_MEMORY_MB,
}: LetterParserOptions = {}): LetterParser {
  const waiting: Job[] = [];
  const idle: ParserThread[] = [];
  const all = new Set<ParserThread>();

  function next(): void {
    while (waiting.length > 0 && (idle.length > 0 || all.size < threads)) {
      const thread = idle.pop() ?? started();
      const job = waiting.shift();
      if (job) void run(thread, job);
    }
  }
  function started(): ParserThread {
    const thread = new ParserThread(timeMs, memoryMb);
    all.add(thread);
    return thread;
  }
  async function run(thread: ParserThread, { raw, resolve, reject }: Job): Promise<void> {
    await thread.parse(raw).then(resolve, reject);
    if (thread.isUsable) idle.push(thread);
    else all.delete(thread);
    next();
  }
  return {
    parse: (raw) =>
      new Promise((resolve, reject) => {
        waiting.push({ raw, resolve, reject });
        next();
      }),
    async close() {
      await Promise.all([...all].map((thread) => thread.end()));
    },
  };
}

class ParserThread {
  isUsable = true;
  readonly #worker: Worker;
  readonly #timeMs: number;
  readonly #ready: Promise<void>;
  /** Given every answer of the thread and the reason of its end. */
  #settle: (answer: ParseAnswer | Error) => void = () => {};

  constructor(timeMs: number, memoryMb: number) {
    this.#timeMs = timeMs;
    this.#worker = new Worker(join(import.meta.dirname, 'parse-worker.ts'), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    this.#worker.on('message', (answer: ParseAnswer) => this.#settle(answer));
    this.#worker.on('error', (error) => this.#ended(error));
    this.#worker.on('exit', () => this.#ended(new Error('The parsing thread has ended')));
    this.#ready = this.#answer().then((answer) => {
      if (answer instanceof Error) throw answer;
    });
  }

  /** One letter at a time. The clock starts once the thread has. */
  async parse(raw: Buffer): Promise<ParsedLetter> {
    this.#worker.ref();
    await this.#ready;
    const answered = this.#answer();
    const clock = setTimeout(() => this.#expire(), this.#timeMs);
    // A copy of its own, which can be handed over: a buffer may be a slice of many letters.
    const bytes = new Uint8Array(raw);
    this.#worker.postMessage(bytes, [bytes.buffer]);
    const answer = await answered;
    clearTimeout(clock);
    this.#worker.unref();
    if (answer instanceof Error) throw unreadable(answer);
    if (answer.kind === 'letter') return withBuffers(answer.letter);
    throw new UnreadableLetter(answer.kind === 'unreadable' ? answer.message : 'no answer');
  }

  async end(): Promise<void> {
    this.isUsable = false;
    await this.#worker.terminate();
  }

  #answer(): Promise<ParseAnswer | Error> {
    return new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  #expire(): void {
    this.#ended(new UnreadableLetter(`not read within ${this.#timeMs} ms`, { code: 'too-slow' }));
    void this.#worker.terminate();
  }

  #ended(reason: Error): void {
    this.isUsable = false;
    this.#settle(reason);
  }
}

function unreadable(error: Error & { readonly code?: string }): UnreadableLetter {
  if (error instanceof UnreadableLetter) return error;
  const code: UnreadableCode = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too-heavy' : 'unreadable';
  return new UnreadableLetter(error.message, { code, cause: error });
}

/** Buffers leave a thread as plain byte arrays. */
function withBuffers(letter: ParsedLetter): ParsedLetter {
  const attachments = letter.attachments.map((attachment) => {
    const { buffer, byteOffset, byteLength } = attachment.content;
    return { ...attachment, content: Buffer.from(buffer, byteOffset, byteLength) };
  });
  return { ...letter, attachments };
}
