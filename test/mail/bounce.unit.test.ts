/** Reports of delivery, told from letters and read. */
import { parseLetter } from '../../mail/read/parse.ts';
import { BOUNCES } from '../letters/bounces.ts';

const reports = BOUNCES.filter(({ fate }) => fate === 'bounce');
const letters = BOUNCES.filter(({ fate }) => fate !== 'bounce');

it.each(reports)('peer 23: $name is a report of delivery, read', async ({ raw, says = {} }) => {
  expect(await parseLetter(raw)).toMatchObject(says);
});

it.each(letters)('peer 23: $name is no report of delivery', async ({ raw, fate }) => {
  const letter = await parseLetter(raw);
  expect([letter.bounce, letter.unanswerable !== undefined]).toEqual([undefined, fate === 'automatic']);
});
