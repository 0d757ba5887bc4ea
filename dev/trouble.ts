/** An expected failure of the stack's start: one clear sentence, and what to do about it. */

export class Trouble extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'Trouble';
    this.hint = hint;
  }
}

/** What to print for any error: no stack for the troubles we know how to explain. */
export function explain(error: unknown): string {
  const { code, message }: NodeJS.ErrnoException = error instanceof Error ? error : new Error(String(error));
  if (/ENOSPC|no space left on device/i.test(message)) {
    return 'The disk is full.\n  → Free some space and run the same command again.';
  }
  if (error instanceof Trouble) return `${message}\n  → ${error.hint}`;
  if (code === 'EACCES') return `${message}.\n  → Give this user access to that path.`;
  return error instanceof Error ? (error.stack ?? message) : message;
}
