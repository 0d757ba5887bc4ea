/** The words of HTML of any length and depth, each block on its line: read once, without a tree, no more kept than asked. Pure. */
import { Tokenizer } from 'htmlparser2';
import { UNHEARD } from './tokens.ts';

const SILENT = new Set(['script', 'style', 'title', 'noscript', 'template', 'svg', 'math', 'object', 'select', 'xml']);
const INLINE = new Set(
  'a abbr b bdi bdo big cite code em font i img kbd mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
);
const CELLS = new Set(['td', 'th']);

/** `most`: characters after which no more words are gathered; the last text may run over it. */
export function plainWords(html: string, most: number): string {
  const words: string[] = [];
  let silent = 0;
  let length = 0;
  const gather = (piece: string) => {
    if (silent > 0 || length > most || (piece === '\n' && words.at(-1) === '\n')) return;
    words.push(piece);
    length += piece.length;
  };
  const mark = (name: string) => {
    if (!INLINE.has(name)) gather(CELLS.has(name) ? ' ' : '\n');
  };
  const tokens = new Tokenizer(
    { decodeEntities: true },
    {
      ...UNHEARD,
      onopentagname: (start, end) => {
        const name = html.slice(start, end).toLowerCase();
        if (SILENT.has(name)) silent++;
        mark(name);
      },
      onclosetag: (start, end) => {
        const name = html.slice(start, end).trim().toLowerCase();
        if (SILENT.has(name)) silent = Math.max(0, silent - 1);
        mark(name);
      },
      ontext: (start, end) => {
        const piece = html.slice(start, end).replace(/\s+/g, ' ');
        if (piece !== ' ' || words.at(-1) !== '\n') gather(piece);
      },
      ontextentity: (codepoint) => {
        gather(String.fromCodePoint(codepoint));
      },
    },
  );
  tokens.write(html);
  tokens.end();
  return words
    .join('')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}
