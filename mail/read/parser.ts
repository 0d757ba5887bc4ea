/** Reads letters in processes of their own, within limits of time and memory that no letter can pass. */
import mailparser from 'mailparser/package.json' with { type: 'json' };
import { createHtmlMaker, type HtmlMaker, READERS } from '../html/html-maker.ts';
import {
  PARSE_MEMORY_MB,
  PARSE_TIME_MS,
  PARSE_TIME_PER_MB_MS,
  QUICK_CPU_MS,
  QUICK_CPU_PER_MB_MS,
  WALL_PER_CPU,
} from '../limits.ts';
import { type ParsedLetter, UnreadableLetter } from './parse.ts';
import { createProcessPool, OverBudget, type TimeBudget, WorkRefused } from './process-pool.ts';

/** What reads letters: kept with each that could not be, so that it is known which are worth another try. */
export const PARSER_VERSION = `mailparser ${mailparser.version}`;

/** `quick`: within a short budget, so that a slow letter delays no other. `patient`: one at a time, with all it may take. */
export type Lane = 'quick' | 'patient';

export interface LetterParser {
  /** Rejects with UnreadableLetter when the letter is at fault, with another error when the process is. */
  readonly parse: (raw: Buffer, lane?: Lane) => Promise<ParsedLetter>;
  readonly show: HtmlMaker['show'];
  readonly close: () => void;
}

export interface LetterParserOptions {
  readonly processes?: number;
  readonly timeMs?: number;
  /** Added for each megabyte of the letter. */
  readonly timePerMbMs?: number;
  readonly memoryMb?: number;
  /** What a letter of so many bytes may take in the quick lane. */
  readonly quickBudget?: (bytes: number) => TimeBudget;
}

function quickly(bytes: number): TimeBudget {
  const cpuMs = QUICK_CPU_MS + (bytes / 1024 ** 2) * QUICK_CPU_PER_MB_MS;
  return { cpuMs, wallMs: cpuMs * WALL_PER_CPU };
}

export function createLetterParser({
  processes = READERS,
  timeMs = PARSE_TIME_MS,
  timePerMbMs = PARSE_TIME_PER_MB_MS,
  memoryMb = PARSE_MEMORY_MB,
  quickBudget = quickly,
}: LetterParserOptions = {}): LetterParser {
  const pools = {
    quick: createProcessPool({ processes, memoryMb }),
    patient: createProcessPool({ processes: 1, memoryMb, isPatient: true }),
  };
  const wallMs = (bytes: number) => timeMs + (bytes / 1024 ** 2) * timePerMbMs;
  const budgets: Readonly<Record<Lane, (bytes: number) => TimeBudget>> = {
    quick(bytes) {
      const { cpuMs, wallMs: most } = quickBudget(bytes);
      return { cpuMs, wallMs: Math.min(most, wallMs(bytes)) };
    },
    patient: (bytes) => ({ cpuMs: wallMs(bytes), wallMs: wallMs(bytes) }),
  };
  return {
    async parse(raw, lane = 'patient') {
      try {
        // A copy: a buffer may be a slice of many letters, all of which would go.
        const work = { do: 'parse', raw: new Uint8Array(raw) } as const;
        return withBuffers((await pools[lane].run(work, raw.length, budgets[lane](raw.length))) as ParsedLetter);
      } catch (error) {
        if (error instanceof OverBudget) throw new UnreadableLetter(error.message, { code: error.code, cause: error });
        if (error instanceof WorkRefused) throw new UnreadableLetter(error.message, { cause: error });
        throw error;
      }
    },
    show: createHtmlMaker(pools.quick).show,
    close() {
      for (const pool of Object.values(pools)) pool.close();
    },
  };
}

/** Buffers leave a process as plain byte arrays. */
function withBuffers(letter: ParsedLetter): ParsedLetter {
  const attachments = letter.attachments.map((attachment) => {
    const { buffer, byteOffset, byteLength } = attachment.content;
    return { ...attachment, content: Buffer.from(buffer, byteOffset, byteLength) };
  });
  return { ...letter, attachments };
}
