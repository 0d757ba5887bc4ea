/** Reads letters in processes of their own, within limits of time and memory that no letter can pass. */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import mailparser from 'mailparser/package.json' with { type: 'json' };
import { PARSE_MEMORY_MB, PARSE_TIME_MS, PARSE_TIME_PER_MB_MS } from '../limits.ts';
import { type ParsedLetter, UnreadableLetter } from './parse.ts';
import type { ParseAnswer } from './parse-process.ts';

/** What reads letters: kept with each that could not be, so that it is known which are worth another try. */
export const PARSER_VERSION = `mailparser ${mailparser.version}`;

export interface LetterParser {
  /** Rejects with UnreadableLetter when the letter is at fault, with another error when the process is. */
  readonly parse: (raw: Buffer) => Promise<ParsedLetter>;
  readonly close: () => void;
}

export interface LetterParserOptions {
  readonly processes?: number;
  readonly timeMs?: number;
  /** Added for each megabyte of the letter. */
  readonly timePerMbMs?: number;
  readonly memoryMb?: number;
}

interface Job {
  readonly raw: Buffer;
  /** The process that read it before has ended. */
  readonly isSecondTry: boolean;
  readonly resolve: (letter: ParsedLetter) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Processes start when they are first needed, keep their owner alive only while they read, and are replaced when a
 * letter ends one. They are processes because a thread out of memory can take the whole worker with it: V8 allows it
 * 16 MB more to end in, and one large string is more.
 */
export function createLetterParser({
  processes = Math.max(1, Math.min(4, availableParallelism() - 1)),
  timeMs = PARSE_TIME_MS,
  timePerMbMs = PARSE_TIME_PER_MB_MS,
  memoryMb = PARSE_MEMORY_MB,
}: LetterParserOptions = {}): LetterParser {
  const waiting: Job[] = [];
  const idle: ParserProcess[] = [];
  const all = new Set<ParserProcess>();

  function next(): void {
    while (waiting.length > 0 && (idle.length > 0 || all.size < processes)) {
      const reader = idle.pop() ?? started();
      // It may have ended while it had nothing to do.
      const job = reader.isUsable ? waiting.shift() : undefined;
      if (job) void run(reader, job);
      else all.delete(reader);
    }
  }
  function started(): ParserProcess {
    const reader = new ParserProcess((bytes) => timeMs + (bytes / 1024 ** 2) * timePerMbMs, memoryMb);
    all.add(reader);
    return reader;
  }
  async function run(reader: ParserProcess, job: Job): Promise<void> {
    await reader.parse(job.raw).then(job.resolve, (error: Error) => {
      if (!(error instanceof ReaderEnded)) job.reject(error);
      else if (job.isSecondTry) job.reject(new UnreadableLetter(`twice: ${error.message}`, { cause: error }));
      else waiting.unshift({ ...job, isSecondTry: true });
    });
    if (reader.isUsable) idle.push(reader);
    else all.delete(reader);
    next();
  }
  return {
    parse: (raw) =>
      new Promise((resolve, reject) => {
        waiting.push({ raw, isSecondTry: false, resolve, reject });
        next();
      }),
    close() {
      for (const reader of all) reader.end();
    },
  };
}

class ParserProcess {
  isUsable = true;
  readonly #child: ChildProcess;
  readonly #timeFor: (bytes: number) => number;
  readonly #ready: Promise<ParseAnswer | Error>;
  /** Given every answer of the process, and the reason of its end. */
  #settle: (answer: ParseAnswer | Error) => void = () => {};

  constructor(timeFor: (bytes: number) => number, memoryMb: number) {
    this.#timeFor = timeFor;
    this.#ready = this.#answer();
    this.#child = fork(join(import.meta.dirname, 'parse-process.ts'), [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${memoryMb}`],
      // It reads what strangers write: it has none of our secrets.
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.#child.on('message', (answer: ParseAnswer) => this.#settle(answer));
    this.#child.on('error', (error) => this.#ended(error));
    this.#child.on('exit', (code, signal) => this.#ended(endOf(code, signal)));
  }

  /** One letter at a time. The clock starts once the process has. */
  async parse(raw: Buffer): Promise<ParsedLetter> {
    this.#hold(true);
    try {
      const ready = await this.#ready;
      if (ready instanceof Error) throw new Error('The process that reads letters did not start', { cause: ready });
      const answer = await this.#ask(raw);
      if (answer instanceof Error) throw answer;
      if (answer.kind === 'letter') return withBuffers(answer.letter);
      throw new UnreadableLetter(answer.kind === 'unreadable' ? answer.message : 'no answer');
    } finally {
      this.#hold(false);
    }
  }

  end(): void {
    this.isUsable = false;
    this.#child.kill('SIGKILL');
  }

  async #ask(raw: Buffer): Promise<ParseAnswer | Error> {
    const answered = this.#answer();
    const timeMs = Math.round(this.#timeFor(raw.length));
    const clock = setTimeout(() => {
      this.#ended(new UnreadableLetter(`not read within ${timeMs} ms`, { code: 'too-slow' }));
      this.end();
    }, timeMs);
    // A copy: a buffer may be a slice of many letters, all of which would go.
    this.#child.send(new Uint8Array(raw), (error) => error && this.#ended(new ReaderEnded(error.message)));
    const answer = await answered;
    clearTimeout(clock);
    return answer;
  }

  #answer(): Promise<ParseAnswer | Error> {
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

/** The process ended over a letter, whose fault it may be: the machine kills what takes too much of its memory. */
class ReaderEnded extends Error {}

/** V8 out of memory aborts. */
function endOf(code: number | null, signal: NodeJS.Signals | null): Error {
  if (signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134)
    return new UnreadableLetter('more memory than a letter may take', { code: 'too-heavy' });
  return new ReaderEnded(`the process that reads letters ended (${signal ?? code})`);
}

/** Buffers leave a process as plain byte arrays. */
function withBuffers(letter: ParsedLetter): ParsedLetter {
  const attachments = letter.attachments.map((attachment) => {
    const { buffer, byteOffset, byteLength } = attachment.content;
    return { ...attachment, content: Buffer.from(buffer, byteOffset, byteLength) };
  });
  return { ...letter, attachments };
}
