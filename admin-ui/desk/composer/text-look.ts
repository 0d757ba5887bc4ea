/** How a text looks while it is written, whoever writes it. */
import type { Tokens } from '../../shell/tokens.ts';

export function textLook({ accent, line, selected }: Tokens) {
  return {
    '& .ProseMirror': { px: 2, py: 1, outline: 'none', overflowWrap: 'anywhere', overflowX: 'auto' },
    '& .ProseMirror:focus-visible': { boxShadow: `inset 2px 0 0 ${accent}` },
    '& .ProseMirror-selectednode': { outline: `2px solid ${accent}` },
    '& p': { m: 0, mb: 1 },
    '& blockquote': { m: 0, mb: 1, pl: 1.5, borderLeft: `2px solid ${line}` },
    '& a': { color: accent },
    '& mark': { color: 'inherit' },
    '& img': { maxWidth: '100%', height: 'auto' },
    '& table': { borderCollapse: 'collapse', mb: 1 },
    '& td, & th': { border: `1px solid ${line}`, px: 1, py: 0.5, minWidth: 32, verticalAlign: 'top' },
    '& td p, & th p': { mb: 0 },
    '& .selectedCell': { bgcolor: selected },
  } as const;
}
