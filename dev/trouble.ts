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
  if (error instanceof Trouble) return `${error.message}\n  → ${error.hint}`;
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOSPC') return 'The disk is full.\n  → Free some space and run the same command again.';
  if (code === 'EACCES') return `${(error as Error).message}.\n  → Give this user access to that path.`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
