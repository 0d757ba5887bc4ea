/** What changed between two versions of an answer, as pieces of text. Pure. */
import { diffLines, diffWords } from 'diff';
import type { Message } from '../../api/schemas.ts';
import { letterText } from './letter-text.ts';

export interface Piece {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface FieldChange {
  readonly field: 'to' | 'cc' | 'bcc' | 'subject' | 'attachments';
  readonly pieces: readonly Piece[];
}

export interface Differences {
  /** Only those that changed. */
  readonly fields: readonly FieldChange[];
  /** The text, with all that stayed; empty when it is the same in both. */
  readonly text: readonly Piece[];
}

/** Two texts with nothing in common take long to compare by the word. */
const PATIENCE_MS = 400;

export function compareTexts(before: string, after: string): readonly Piece[] {
  const changes = diffWords(before, after, { timeout: PATIENCE_MS }) ?? diffLines(before, after);
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}

export function compareAnswers(before: Message, after: Message): Differences {
  const people = (['to', 'cc', 'bcc'] as const).map((field) =>
    compareLists(field, emails(before[field]), emails(after[field])),
  );
  const files = compareLists('attachments', names(before), names(after));
  const text = compareTexts(letterText(before.html), letterText(after.html));
  const subject = { field: 'subject', pieces: compareTexts(before.subject, after.subject) } as const;
  return {
    fields: [...people, subject, files].filter(({ pieces }) => hasChanged(pieces)),
    text: hasChanged(text) ? text : [],
  };
}

function hasChanged(pieces: readonly Piece[]): boolean {
  return pieces.some(({ kind }) => kind !== 'same');
}

/** Whole entries: an address is not a sentence. */
function compareLists(field: FieldChange['field'], before: readonly string[], after: readonly string[]): FieldChange {
  const kept = (entry: string) => ({
    kind: after.includes(entry) ? ('same' as const) : ('removed' as const),
    text: entry,
  });
  const added = after.filter((entry) => !before.includes(entry)).map((text) => ({ kind: 'added' as const, text }));
  return { field, pieces: [...before.map(kept), ...added] };
}

function emails(addresses: Message['to']): readonly string[] {
  return addresses.map(({ email }) => email);
}

function names({ attachments }: Message): readonly string[] {
  return attachments.map(({ name }) => name);
}
