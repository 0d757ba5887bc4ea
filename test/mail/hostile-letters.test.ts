/** Hostile letters, and broken ones, as a real Chromium shows them. `npm run fuzz` shows it 20,000. */
import { type Browser, chromium } from 'playwright-core';
import { markQuotes } from '../../mail/html/quotes.ts';
import { sanitiseReceived } from '../../mail/html/sanitise.ts';
import { UnreadableLetter } from '../../mail/read/parse.ts';
import { createLetterParser } from '../../mail/read/parser.ts';
import { openJudge } from '../letters/deeds.ts';
import { brokenLetter } from '../letters/fuzz.ts';
import { HOSTILE_HTML } from '../letters/hostile-html.ts';
import { testEngines } from '../setup/engines.ts';

const parser = createLetterParser();
let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({ executablePath: await testEngines().chromium(), args: ['--no-sandbox'] });
});
afterAll(async () => {
  parser.close();
  await browser.close();
});

/** As it is shown, and as it came; null when there is no HTML in it. */
async function htmlOf(raw: Buffer): Promise<{ shown: string; came: string } | null> {
  const html = await parser.parse(raw).then(
    (letter) => letter.html,
    (error) => expect(error).toBeInstanceOf(UnreadableLetter),
  );
  if (!html) return null;
  return { came: html, shown: markQuotes(sanitiseReceived(html, { cidUrl: () => undefined }).html) };
}

async function deedsOf(pages: readonly string[]): Promise<string[]> {
  const judge = await openJudge(browser);
  const deeds: string[] = [];
  for (const html of pages) deeds.push(...(await judge(html)));
  return deeds;
}

it('peer 27: of hostile and of broken letters, nothing runs and nothing is asked of anybody', async () => {
  const whole = HOSTILE_HTML.map(({ raw }) => raw);
  const small = whole.filter((raw) => raw.length < 20_000);
  const broken = Array.from({ length: 400 }, (_, number) => brokenLetter(11, number, small));
  const letters = await Promise.all([...whole, ...broken].map(htmlOf));
  const shown = letters.flatMap((letter) => letter?.shown ?? []);
  expect(shown.length).toBeGreaterThan(100);
  expect(await deedsOf(shown)).toEqual([]);
});

it('as they came, they would have', async () => {
  const letters = await Promise.all(HOSTILE_HTML.slice(0, 12).map(({ raw }) => htmlOf(raw)));
  const deeds = await deedsOf(letters.flatMap((letter) => letter?.came ?? []));
  expect(deeds.some((deed) => deed.startsWith('dialog'))).toBe(true);
  expect(deeds.some((deed) => deed.startsWith('request'))).toBe(true);
});
