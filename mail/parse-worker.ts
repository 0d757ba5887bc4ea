/** The thread in which letters are read: one at a time, under the limits its owner gave it. */
import { parentPort } from 'node:worker_threads';
import { type ParsedLetter, parseLetter, UnreadableLetter } from './parse.ts';

/** What came of a letter. `ready`: the thread can take its first. */
export type ParseAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'letter'; readonly letter: ParsedLetter }
  | { readonly kind: 'unreadable'; readonly message: string };

const answer = (message: ParseAnswer): void => parentPort?.postMessage(message);

parentPort?.on('message', (raw: Uint8Array) => {
  parseLetter(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)).then(
    (letter) => answer({ kind: 'letter', letter }),
    (error: unknown) => answer({ kind: 'unreadable', message: messageOf(error) }),
  );
});
answer({ kind: 'ready' });

function messageOf(error: unknown): string {
  if (error instanceof UnreadableLetter) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
