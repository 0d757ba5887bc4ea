/** What a pane says when it has nothing to show, or could not get it: a sign, a sentence, a way on. */
import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';

interface NoticeProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
  readonly alert?: boolean;
}

export function Notice({ icon, title, text, action, alert = false }: NoticeProps) {
  return (
    <Box
      role={alert ? 'alert' : undefined}
      sx={{
        display: 'grid',
        placeContent: 'center',
        justifyItems: 'center',
        gap: 1,
        p: 4,
        flex: 1,
        textAlign: 'center',
      }}
    >
      <Box sx={{ color: 'text.secondary', '& svg': { fontSize: 40 } }}>{icon}</Box>
      <Typography sx={{ fontWeight: 600 }}>{title}</Typography>
      {text && <Typography sx={{ color: 'text.secondary', maxWidth: '42ch' }}>{text}</Typography>}
      {action}
    </Box>
  );
}
