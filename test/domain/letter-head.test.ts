/** The head of a letter that nothing could read. */
import { headerIn, headLines, senderIn } from '../../domain/post/letter-head.ts';

const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join('\r\n'));

describe('the head of an unreadable letter', () => {
  it('O5: ends where the body begins, whatever the body looks like', () => {
    expect(headLines(bytes('From: a@b.example', 'Subject: x', '', 'Secret: no'))).toEqual([
      'From: a@b.example',
      'Subject: x',
    ]);
    expect(headLines(bytes('a secret', 'From: a@b.example', '', 'x'))).toEqual([]);
    expect(headLines(bytes('From: a@b.example', 'a secret', 'To: c@d.example'))).toEqual(['From: a@b.example']);
    expect(headLines(bytes(''))).toEqual([]);
  });

  it('is cut where it never ends', () => {
    const head = headLines(bytes(...Array.from({ length: 5000 }, () => `X-A: ${'b'.repeat(5000)}`)));
    expect([head.length <= 60, Math.max(...head.map((line) => line.length))]).toEqual([true, 500]);
  });

  it('unfolds a header, and tells the sender by address alone', () => {
    const head = headLines(bytes('from: "Durand, Claire"', '\t<Claire@A.example>', 'Subject: a', ' b', ''));
    expect([headerIn(head, 'subject'), senderIn(head)]).toEqual(['a b', 'claire@a.example']);
    expect([senderIn(['From: nobody']), senderIn([]), headerIn([], 'From')]).toEqual([null, null, null]);
  });
});
