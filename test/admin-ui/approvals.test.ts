/** The pure parts of reading and deciding on answers: the queue, what is unusual, what changed. */
import {
  applyChange,
  approvalQueue,
  firstToRead,
  holdPlaces,
  neighbour,
  nextToRead,
} from '../../admin-ui/approvals/approval-queue.ts';
import { compareAnswers, compareTexts, type Piece } from '../../admin-ui/approvals/differences.ts';
import { flagsOfAddress, flagsOfFile } from '../../admin-ui/approvals/flags.ts';
import { letterText } from '../../admin-ui/approvals/letter-text.ts';
import type { DossierRow } from '../../api/schemas.ts';
import { buildMessage, buildRow } from './builders.ts';

const NOTHING = new Map<string, number>();

function buildWaiting(id: string, minute: number, author = 'lea', part: Partial<DossierRow> = {}): DossierRow {
  const since = `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`;
  const validation = {
    message: `answer ${id}`,
    digest: '',
    outcome: 'close' as const,
    author,
    since,
    policy: null,
    letters: [],
  };
  return buildRow({ id, state: 'validation', desk: 'validation', validation, version: 5, ...part });
}

const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id);

describe('the queue of answers', () => {
  const rows = [buildWaiting('second', 2), buildWaiting('third', 3, 'sam'), buildWaiting('first', 1)];
  const queue = approvalQueue(rows, NOTHING);

  it('A7: is oldest first by when each was submitted', () => {
    expect(ids(queue)).toEqual(['first', 'second', 'third']);
  });

  it('leaves out what was decided here, until it comes back changed', () => {
    expect(ids(approvalQueue(rows, new Map([['first', 7]])))).toEqual(['second', 'third']);
    const undone = applyChange(rows, buildWaiting('first', 1, 'lea', { version: 8 }));
    expect(ids(approvalQueue(undone, new Map([['first', 7]])))).toEqual(['first', 'second', 'third']);
  });

  it('opens the oldest that one may decide, never one’s own while another waits', () => {
    expect(firstToRead(queue, 'sam')?.id).toBe('first');
    const own = approvalQueue([buildWaiting('mine', 1, 'sam'), buildWaiting('theirs', 2)], NOTHING);
    expect(firstToRead(own, 'sam')?.id).toBe('theirs');
    expect(firstToRead(own.slice(0, 1), 'sam')?.id).toBe('mine');
  });

  it('goes on with the next one after a decision, then from the top, then with nothing', () => {
    expect(nextToRead(queue, 'first', 'ines')?.id).toBe('second');
    expect(nextToRead(queue, 'second', 'sam')?.id).toBe('first');
    expect(nextToRead(queue.slice(0, 1), 'first', 'ines')).toBeUndefined();
  });

  it('stays where it is at either end', () => {
    expect(neighbour(queue, 'first', -1)).toBeUndefined();
    expect(neighbour(queue, 'first', 1)?.id).toBe('second');
    expect(neighbour(queue, undefined, 1)?.id).toBe('first');
  });

  it('ignores a row older than the one it has, and lets go of one that waits no more', () => {
    expect(applyChange(rows, buildWaiting('first', 1, 'lea', { version: 4 }))).toBe(rows);
    expect(ids(applyChange(rows, buildRow({ id: 'first', version: 6 })))).toEqual(['second', 'third']);
  });

  it('does not close up under the hand: what is gone keeps its place, what is new comes last', () => {
    const shown = holdPlaces([], queue);
    const now = approvalQueue([buildWaiting('second', 2), buildWaiting('new', 9)], NOTHING);
    expect(holdPlaces(shown, now).map(({ row, gone }) => `${row.id} ${gone}`)).toEqual([
      'first true',
      'second false',
      'third true',
      'new false',
    ]);
  });
});

describe('what is unusual', () => {
  const flags = [
    { kind: 'external-recipient' as const, value: 'Boss@Other.example' },
    { kind: 'new-attachment' as const, value: 'avoir.pdf' },
  ];

  it('is marked on the address and on the file it is about', () => {
    expect(flagsOfAddress(flags, 'boss@other.example')).toEqual(['external-recipient']);
    expect(flagsOfAddress(flags, 'claire@example.com')).toEqual([]);
    expect(flagsOfFile(flags, 'avoir.pdf')).toEqual(['new-attachment']);
    expect(flagsOfFile(flags, 'Boss@Other.example')).toEqual([]);
  });
});

describe('differences', () => {
  const marked = (pieces: readonly Piece[]) =>
    pieces.map(({ kind, text }) => ({ same: text, added: `+[${text}]`, removed: `-[${text}]` })[kind]).join('');
  const written = (html: string) => buildMessage({ direction: 'outbound', html, text: '' });

  it('are shown by the word', () => {
    expect(marked(compareTexts('Il arrive un jour.', 'Il arrive demain.'))).toBe('Il arrive -[un jour]+[demain].');
  });

  it('name the fields that changed, whole addresses at a time, and only those', () => {
    const before = buildMessage({ cc: [{ email: 'a@example.com', name: '' }], subject: 'Re: Facture' });
    const after = buildMessage({ cc: [{ email: 'b@example.com', name: '' }], subject: 'Re: Facture' });
    const { fields, text } = compareAnswers(before, after);
    expect(fields.map(({ field, pieces }) => `${field} ${marked(pieces)}`)).toEqual([
      'cc -[a@example.com]+[b@example.com]',
    ]);
    expect(text).toEqual([]);
  });

  it('find a link that leads elsewhere under the same words', () => {
    const before = written('<p>Voir <a href="https://pli.example/a">ici</a></p>');
    const after = written('<p>Voir <a href="https://evil.example/a">ici</a></p>');
    expect(marked(compareAnswers(before, after).text)).toContain('evil');
  });

  it('are none when only the layout changed', () => {
    expect(compareAnswers(written('<p>Bonjour</p>'), written('<p><b>Bonjour</b></p>')).text).toEqual([]);
  });

  it('end in time on two long texts with nothing in common', () => {
    const long = (word: string) => Array.from({ length: 20_000 }, (_, i) => `${word}${i}`).join(' ');
    const started = Date.now();
    expect(compareTexts(long('a'), long('b')).length).toBeGreaterThan(0);
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('read a letter line by line', () => {
    const html = '<div><p>Bonjour,</p><ul><li>un</li><li>deux</li></ul><p>Léa<br>Support</p></div>';
    expect(letterText(html)).toBe('Bonjour,\n\n• un\n\n• deux\n\nLéa\nSupport');
  });
});
