/** Fields that belong together, under their name. */
import { Box } from '@mui/material';
import type { ReactNode } from 'react';

export function FieldGroup({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box
      component="fieldset"
      sx={{ display: 'grid', gap: 2, m: 0, p: 2, border: 1, borderColor: 'divider', borderRadius: 1, minWidth: 0 }}
    >
      <Box component="legend" sx={{ px: 1, fontWeight: 600 }}>
        {title}
      </Box>
      {children}
    </Box>
  );
}
