/** Every awkward letter is read as it must be, or set aside: in a process like those that read the real ones. */

import { UnreadableLetter } from '../../mail/read/parse.ts';
import { createLetterParser } from '../../mail/read/parser.ts';
import type { Attached, AwkwardLetter } from '../letters/build.ts';
import { CORPUS } from '../letters/corpus.ts';

const parser = createLetterParser();
afterAll(() => parser.close());

it('there are 150 of them at least, each with a name of its own', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(150);
  expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
});

const read = CORPUS.filter(({ fate }) => fate !== 'quarantined');
const refused = CORPUS.filter(({ fate }) => fate === 'quarantined');

describe('fault L2, fault L11, fault L12, O5, peer 26: what the corpus holds', () => {
  it.each(read)('$name is read', async (awkward) => {
    const letter = await parser.parse(awkward.raw);
    expect(fateOf(letter)).toBe(awkward.fate);
    if (awkward.says) expect(letter).toMatchObject(awkward.says);
    if (awkward.html) expect(letter.html).toMatch(awkward.html);
    const { attached } = awkward;
    if (attached) expect(letter.attachments.map((file, i) => pick(file, attached[i]))).toEqual(attached.map(wanted));
  });

  it.each(refused)('$name is set aside', async ({ raw }) => {
    await expect(parser.parse(raw)).rejects.toThrow(UnreadableLetter);
  });
});

function fateOf({ bounce, unanswerable }: Awaited<ReturnType<typeof parser.parse>>): AwkwardLetter['fate'] {
  return bounce ? 'bounce' : unanswerable ? 'automatic' : 'dossier';
}

function wanted({ name, content, ...rest }: Attached): object {
  return {
    ...rest,
    ...(name === undefined ? {} : { name: typeof name === 'string' ? name : expect.stringMatching(name) }),
    ...(content === undefined ? {} : { content: Buffer.from(content).toString('latin1') }),
  };
}

/** Of a file, what the corpus speaks of. */
function pick(
  file: { readonly name: string; readonly contentType: string; readonly content: Buffer; readonly inline: boolean },
  of: Attached = {},
) {
  return {
    ...(of.name === undefined ? {} : { name: file.name }),
    ...(of.contentType === undefined ? {} : { contentType: file.contentType }),
    ...(of.content === undefined ? {} : { content: file.content.toString('latin1') }),
    ...(of.inline === undefined ? {} : { inline: file.inline }),
  };
}
