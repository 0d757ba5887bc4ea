/** The process in which letters are read: one at a time, under the limits its owner gave it. */
import { type ParsedLetter, parseLetter, UnreadableLetter } from './parse.ts';

/** What came of a letter. `ready`: the process can take its first. */
export type ParseAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'letter'; readonly letter: ParsedLetter }
  | { readonly kind: 'unreadable'; readonly message: string };

const answer = (message: ParseAnswer): void => void process.send?.(message);
const refuse = (error: unknown): void => answer({ kind: 'unreadable', message: messageOf(error) });

// Its owner ends it, when it has no more letters under way: not whoever interrupts them both.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
// An owner that was killed has no way to end it.
process.once('disconnect', () => process.exit());
process.on('uncaughtException', refuse);
process.on('message', (raw: Uint8Array) => {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  parseLetter(bytes).then((letter) => answer({ kind: 'letter', letter }), refuse);
});
answer({ kind: 'ready' });

function messageOf(error: unknown): string {
  if (error instanceof UnreadableLetter) return error.message;
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
