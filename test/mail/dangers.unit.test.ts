/** The corpus of hostile HTML does no harm once it is made safe, and would before. */
import { markQuotes } from '../../mail/html/quotes.ts';
import { sanitiseReceived } from '../../mail/html/sanitise.ts';
import { dangersIn } from '../letters/dangers.ts';
import { HOSTILE_HTML } from '../letters/hostile-html.ts';

it.each(HOSTILE_HTML)('$name is harmless once sanitised', ({ raw }) => {
  const { html } = sanitiseReceived(raw.toString().split('\r\n\r\n').slice(1).join(), { cidUrl: () => undefined });
  expect(dangersIn(markQuotes(html))).toEqual([]);
});

it('most of it would do harm as it came', () => {
  const harmful = HOSTILE_HTML.filter(({ raw }) => dangersIn(raw.toString()).length > 0);
  expect(harmful.length).toBeGreaterThan(25);
});
