/** The words of HTML of any length and depth, each block on its line: it is read once, and no tree is made of it. Pure. */
import { Tokenizer } from 'htmlparser2';

const SILENT = new Set(['script', 'style', 'title', 'noscript', 'template', 'svg', 'math', 'object', 'select']);
const INLINE = new Set(
  'a abbr b bdi bdo big cite code em font i img kbd mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
);
const CELLS = new Set(['td', 'th']);

export function plainWords(html: string): string {
  const words: string[] = [];
  let silent = 0;
  const mark = (name: string) => {
    if (!INLINE.has(name)) words.push(CELLS.has(name) ? ' ' : '\n');
  };
  const tokens = new Tokenizer(
    { decodeEntities: true },
    {
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
        if (silent === 0) words.push(html.slice(start, end).replace(/\s+/g, ' '));
      },
      ontextentity: (codepoint) => {
        if (silent === 0) words.push(String.fromCodePoint(codepoint));
      },
      ...UNHEARD,
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

const nothing = () => {};
const UNHEARD = {
  onattribdata: nothing,
  onattribend: nothing,
  onattribentity: nothing,
  onattribname: nothing,
  oncdata: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onopentagend: nothing,
  onprocessinginstruction: nothing,
  onselfclosingtag: nothing,
};
