/** Makes HTML safe in processes of its own: to be shown, to be sent. What takes too much is given as text, or refused. */
import { availableParallelism } from 'node:os';
import { PARSE_MEMORY_MB, SHOW_CPU_MS, SHOW_CPU_PER_MB_MS, WALL_PER_CPU } from '../limits.ts';
import type { LetterWork } from '../read/letter-process.ts';
import { createProcessPool, OverBudget, type ProcessPool, type TimeBudget, WorkRefused } from '../read/process-pool.ts';
import type { CleanHtml, ImagePlace, LetterSource, ShownLetter } from './shown-letter.ts';

export interface HtmlMaker {
  /** A letter as it is shown; past its budget, as its text alone, with a notice. */
  readonly show: (source: LetterSource) => Promise<ShownLetter>;
  /** What an agent wrote, made safe. Rejects with HtmlTooCostly. */
  readonly clean: (html: string, images: ImagePlace) => Promise<CleanHtml>;
  /** What an agent wrote, as it would be sent. Rejects with HtmlTooCostly. */
  readonly preview: (html: string) => Promise<string>;
  /** Text as HTML that may be sent. Rejects with HtmlTooCostly. */
  readonly quote: (text: string) => Promise<string>;
  readonly close: () => void;
}

/** It takes more to make it safe than anything written by hand does. */
export class HtmlTooCostly extends Error {
  override readonly name = 'HtmlTooCostly';
}

/** Readers by core, and one for what is quick while all of them are busy. */
export const READERS = Math.min(8, availableParallelism() + 1);

export function createHtmlMaker(
  pool: ProcessPool = createProcessPool({ processes: READERS, memoryMb: PARSE_MEMORY_MB }),
): HtmlMaker {
  const made = (work: LetterWork, characters: number) => pool.run(work, characters, budgetOf(characters));
  return {
    async show(source) {
      try {
        return (await made({ do: 'show', source }, (source.html ?? source.text).length)) as ShownLetter;
      } catch (error) {
        if (!isTooCostly(error)) throw error;
        return { html: '', remoteImages: 0, notice: source.html === null ? null : 'too-complex' };
      }
    },
    clean: (html, images) => made({ do: 'clean', html, images }, html.length).catch(refuse) as Promise<CleanHtml>,
    preview: (html) => made({ do: 'preview', html }, html.length).catch(refuse) as Promise<string>,
    quote: (text) => made({ do: 'quote', text }, text.length).catch(refuse) as Promise<string>,
    close: pool.close,
  };
}

function isTooCostly(error: unknown): error is Error {
  return error instanceof OverBudget || error instanceof WorkRefused;
}

function refuse(error: unknown): never {
  throw isTooCostly(error) ? new HtmlTooCostly(error.message, { cause: error }) : error;
}

function budgetOf(characters: number): TimeBudget {
  const cpuMs = SHOW_CPU_MS + (characters / 1_000_000) * SHOW_CPU_PER_MB_MS;
  return { cpuMs, wallMs: cpuMs * WALL_PER_CPU };
}
