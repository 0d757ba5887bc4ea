/** Settings one under the other, a line each. */
import { Paper } from '@mui/material';
import type { ReactNode } from 'react';

export function LineList({ label, children }: { readonly label?: string; readonly children: ReactNode }) {
  return (
    <Paper
      variant="outlined"
      component="ul"
      aria-label={label}
      sx={{ m: 0, p: 0, listStyle: 'none', '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
    >
      {children}
    </Paper>
  );
}
