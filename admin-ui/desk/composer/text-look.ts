/** How a text looks while it is written, whoever writes it. */
import { LETTER_STYLE } from '../../../domain/post/letter-style.ts';
import type { Tokens } from '../../shell/tokens.ts';

/** What is written looks as it will be read. */
const AS_READ = Object.fromEntries(
  Object.entries(LETTER_STYLE).map(([selectors, style]) => [
    selectors.replace(/(?:^|, )/g, (comma) => `${comma}& `),
    style,
  ]),
);

export function textLook({ accent, line, selected }: Tokens) {
  return {
    '& .ProseMirror': { px: 2, py: 1, outline: 'none', overflowWrap: 'anywhere', overflowX: 'auto' },
    '& .ProseMirror:focus-visible': { boxShadow: `inset 2px 0 0 ${accent}` },
    '& .ProseMirror-selectednode': { outline: `2px solid ${accent}` },
    ...AS_READ,
    '& blockquote': { ...LETTER_STYLE.blockquote, borderLeft: `2px solid ${line}` },
    '& a': { color: accent },
    '& mark': { color: 'inherit' },
    '& img': { maxWidth: '100%', height: 'auto' },
    '& td, & th': { ...LETTER_STYLE['td, th'], border: `1px solid ${line}`, minWidth: 32 },
    '& .selectedCell': { bgcolor: selected },
  } as const;
}
