/** How a row of a list looks that is a link to what it stands for. */
import type { Theme } from '@mui/material';

interface RowLink {
  readonly open: boolean;
  /** It is going, and only keeps its place. */
  readonly faint: boolean;
  readonly height: number | string;
}

export function rowLink({ pli, transitions }: Theme, { open, faint, height }: RowLink) {
  return {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'center',
    gap: 0.25,
    height,
    px: 1.5,
    borderBottom: 1,
    borderColor: 'divider',
    borderLeft: `3px solid ${open ? pli.accent : 'transparent'}`,
    color: 'text.primary',
    textDecoration: 'none',
    bgcolor: open ? pli.selected : pli.surface,
    opacity: faint ? 0.4 : 1,
    transition: transitions.create('opacity'),
    '&:hover': { bgcolor: open ? pli.selected : pli.subtle },
    '&:focus-visible': { outlineOffset: -2 },
  } as const;
}
