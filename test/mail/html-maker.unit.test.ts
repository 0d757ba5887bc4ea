/** What makes letters safe, apart from whoever asks: nothing that a letter is made of stops it, or whoever waits beside it. */
import { createHtmlMaker } from '../../mail/html/html-maker.ts';
import { dangersIn } from '../letters/dangers.ts';
import { heavyBodies, randomNest } from '../letters/heavy.ts';

const maker = createHtmlMaker();
afterAll(() => maker.close());

it.each(Object.entries(heavyBodies(2_000_000)))(
  'fault X1: %s at 2 MB are shown, or said why not',
  async (_, { html, text }) => {
    const shown = await maker.show({ direction: 'inbound', html, text });
    expect(dangersIn(shown.html)).toEqual([]);
    expect(shown.notice).toBe(html === null ? null : 'too-complex');
    expect(shown.html.length).toBeLessThan(4_000_001);
  },
);

it('fault X1: fifty nests and repeats of every tag are shown, or said why not, while the asker goes on', async () => {
  let turns = 0;
  const turning = setInterval(() => turns++, 5);
  const nests = Array.from({ length: 50 }, (_, number) => randomNest(number, 60_000));
  const shown = await Promise.all(nests.map((html) => maker.show({ direction: 'inbound', html, text: 'mot' })));
  clearInterval(turning);
  expect(shown.flatMap(({ html }) => dangersIn(html))).toEqual([]);
  // One that has nothing to show is shown as its text.
  expect(shown.filter(({ html, notice }) => notice === null && html === '')).toEqual([]);
  expect(turns).toBeGreaterThan(50);
});

it('fault X1: what an agent wrote is cleaned within the same budget, and refused past it', async () => {
  const written = await maker.clean('<p onclick="x">Bonjour<img src="/api/files/f1"></p>', 'letter');
  expect(written).toEqual({ html: '<p>Bonjour<img src="cid:f1@inline.pli" /></p>', images: ['f1'] });
  await expect(maker.preview('<div style="color:red">'.repeat(200_000))).rejects.toMatchObject({
    name: 'HtmlTooCostly',
  });
});
