/** How much of one text is in another, by their words: what was begun from a text is told by what it says. Pure. */

// Words that every letter has are short.
const TELLING_LETTERS = 4;
const ENOUGH_TELLING = 5;

/**
 * The share, 0–1, of the different words of `model` that are in `text`, whatever their order, case, accents and the
 * signs between or within them. Of a model of a few words every word counts, else only those of four letters or more.
 */
export function shareOfWords(model: string, text: string): number {
  const all = wordsOf(model);
  const telling = [...all].filter((word) => word.length >= TELLING_LETTERS);
  const words = telling.length >= ENOUGH_TELLING ? telling : [...all];
  const there = wordsOf(text);
  return words.length === 0 ? 0 : words.filter((word) => there.has(word)).length / words.length;
}

function wordsOf(text: string): ReadonlySet<string> {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase();
  return new Set(plain.match(/[\p{L}\p{N}]+/gu) ?? []);
}
