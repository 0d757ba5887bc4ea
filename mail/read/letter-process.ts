/** The process in which letters are read and made safe: one piece of work at a time, under the limits its owner gave it. */
import { textToHtml } from '../html/sanitise.ts';
import { cleanWritten, previewWritten, showLetter } from '../html/show.ts';
import type { ImagePlace, LetterSource } from '../html/shown-letter.ts';
import { parseLetter } from './parse.ts';

/** What can be asked of it. */
export type LetterWork =
  | { readonly do: 'parse'; readonly raw: Uint8Array }
  | { readonly do: 'show'; readonly source: LetterSource }
  | { readonly do: 'clean'; readonly html: string; readonly images: ImagePlace }
  | { readonly do: 'preview'; readonly html: string }
  | { readonly do: 'quote'; readonly text: string };

/** What came of it. `ready`: the process can take its first work. */
export type LetterAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly result: unknown }
  | { readonly kind: 'refused'; readonly message: string };

const answer = (message: LetterAnswer): void => void process.send?.(message);
const refuse = (error: unknown): void => answer({ kind: 'refused', message: messageOf(error) });

// Its owner ends it, when it has no more letters under way: not whoever interrupts them both.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
// An owner that was killed has no way to end it.
process.once('disconnect', () => process.exit());
process.on('uncaughtException', refuse);
process.on('message', (work: LetterWork) => {
  done(work).then((result) => answer({ kind: 'done', result }), refuse);
});
answer({ kind: 'ready' });

async function done(work: LetterWork): Promise<unknown> {
  switch (work.do) {
    case 'parse':
      return parseLetter(Buffer.from(work.raw.buffer, work.raw.byteOffset, work.raw.byteLength));
    case 'show':
      return showLetter(work.source);
    case 'clean':
      return cleanWritten(work.html, work.images);
    case 'preview':
      return previewWritten(work.html);
    case 'quote':
      return textToHtml(work.text);
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'UnreadableLetter' ? error.message : `${error.name}: ${error.message}`;
}
