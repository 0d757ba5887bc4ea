/** The bar under a letter that is written: its files first, then what else is done with it, and the replies last. */
import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { AttachButton } from './AttachButton.tsx';

interface LetterBarProps {
  readonly onFiles: (files: Iterable<File>) => void;
  readonly replies: ReactNode;
  readonly children: ReactNode;
}

export function LetterBar({ onFiles, replies, children }: LetterBarProps) {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 0.5,
        px: 1.5,
        py: 1,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <AttachButton onFiles={onFiles} />
      {children}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 1, ml: 'auto' }}>{replies}</Box>
    </Box>
  );
}
