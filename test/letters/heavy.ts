/** HTML and text that cost much more to read than to write: nests, repeats, unfinished tags. */
import { html, plain } from './build.ts';

const TAGS = 'svg table tr td div p b i a font blockquote ul li span center pre details math select style xml o:p h1 form'.split(' ');

const repeated = (piece: string, characters: number) => piece.repeat(Math.ceil(characters / piece.length));

/** What froze the whole API once, each of that many characters. */
export function heavyBodies(characters: number): Readonly<Record<string, { readonly html: string | null; readonly text: string }>> {
  const border = '<div style="border:none;border-top:solid #E1E1E1 1.0pt">De : x Envoyé : y';
  return {
    'unclosed SVG': { html: repeated('<svg>', characters), text: '' },
    'nested tables': { html: repeated('<table><tr><td>', characters), text: '' },
    'nested borders of quotes': { html: repeated(border, characters), text: '' },
    'marks of quotes': { html: null, text: repeated('>', characters) },
  };
}

/** A nest or a repeat of tags, as that number decides. */
export function randomNest(number: number, characters: number): string {
  const name = (i: number) => TAGS[(number * 7 + i * 13) % TAGS.length] ?? 'div';
  const count = 1 + (number % 3);
  const open = Array.from({ length: count }, (_, i) => `<${name(i)}${number % 2 ? ' style="color:red"' : ''}>`).join('');
  const close = Array.from({ length: count }, (_, i) => `</${name(i)}>`).join('');
  const half = characters / 2;
  switch (number % 4) {
    case 0:
      return repeated(open, characters);
    case 1:
      return `${repeated(open, half)}mot${repeated(close, half)}`;
    case 2:
      return repeated(`${open}mot${close}`, characters);
    default:
      return repeated(close, characters);
  }
}

/** As letters: `subject` in each. */
export function heavyLetter(subject: string, body: { readonly html: string | null; readonly text: string }): Buffer {
  const letter = body.html === null ? plain([`Subject: ${subject}`], body.text) : html(body.html, `Subject: ${subject}`);
  return Buffer.from(letter.replaceAll('\n', '\r\n'));
}
