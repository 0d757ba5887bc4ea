/**
 * What a thread shows, and how a letter is framed.
 * @jest-environment node
 */
import { letterDocument } from '../../admin-ui/desk/thread/letter-document.ts';
import { latestLetter, threadItems, unseenLetters } from '../../admin-ui/desk/thread/thread-items.ts';
import { buildEvent, buildMessage } from './builders.ts';

const at = (minute: number) => `2026-11-21T10:${String(minute).padStart(2, '0')}:00.000Z`;

describe('a thread', () => {
  it('shows letters and events in the order they happened', () => {
    const items = threadItems(
      [buildMessage({ id: 'first', date: at(0) }), buildMessage({ id: 'second', date: at(4) })],
      [
        buildEvent({ seq: 3, at: at(2), data: { transition: 'accept' } }),
        buildEvent({ seq: 5, at: at(4), type: 'replySent' }),
      ],
    );
    expect(items.map((item) => (item.kind === 'letter' ? item.letter.id : item.event.seq))).toEqual([
      'first',
      3,
      'second',
    ]);
  });

  it('shows an undone reply once, not its way back too', () => {
    const undone = buildEvent({ seq: 6, type: 'replyUndone' });
    const back = buildEvent({ seq: 7, data: { transition: 'undoSend' } });
    expect(threadItems([], [undone, back])).toHaveLength(1);
  });

  it('N6: opens at the latest letter that counts', () => {
    const letters = [buildMessage({ id: 'asked' }), buildMessage({ id: 'taken back', status: 'withdrawn' })];
    expect(latestLetter(letters)?.id).toBe('asked');
  });

  it('fault S5: opens at the customer’s letter, not at what our machine answered to it', () => {
    const asked = buildMessage({ id: 'asked' });
    const ours = buildMessage({ id: 'boilerplate', direction: 'outbound', automatic: true, status: 'sent' });
    const answer = buildMessage({ id: 'answer', direction: 'outbound', status: 'sent' });
    expect(latestLetter([asked, ours])?.id).toBe('asked');
    expect(latestLetter([asked, ours, answer])?.id).toBe('answer');
    expect(latestLetter([ours])?.id).toBe('boilerplate');
  });

  it('knows which letters of the contact were not seen yet', () => {
    const letters = [
      buildMessage({ id: 'a' }),
      buildMessage({ id: 'b' }),
      buildMessage({ id: 'ours', direction: 'outbound' }),
    ];
    expect(unseenLetters(letters, new Set(['a'])).map(({ id }) => id)).toEqual(['b']);
  });
});

describe('the frame of a letter', () => {
  const html = '<p>Hi</p><img data-remote-src="https://example.com/a.png">';

  it('lets no script run and nothing be fetched from elsewhere', () => {
    const document = letterDocument({ html, text: '' });
    expect(document).toContain("default-src 'none'; img-src 'self' data: blob:;");
    expect(document).not.toContain('https:;');
    expect(document).toContain('<img data-remote-src=');
  });

  it('shows a letter without HTML as its text, never as markup', () => {
    expect(letterDocument({ html: '', text: '<b>1 & 2</b>' })).toContain('<pre>&lt;b&gt;1 &amp; 2&lt;/b&gt;</pre>');
  });
});
