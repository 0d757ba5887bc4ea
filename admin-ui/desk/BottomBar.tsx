/** A bar over the foot of the desk that says what was just done and takes it back. */
import { Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { keysText } from '../shell/Keys.tsx';

interface BottomBarProps {
  readonly busy: boolean;
  readonly onUndo: () => void;
  readonly children: ReactNode;
}

export function BottomBar({ busy, onUndo, children }: BottomBarProps) {
  const t = useTranslate();
  return (
    <Box
      role="status"
      sx={({ pli }) => ({
        position: 'fixed',
        left: '50%',
        bottom: 72,
        transform: 'translateX(-50%)',
        zIndex: 'snackbar',
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        maxWidth: 'calc(100vw - 32px)',
        py: 1,
        px: 2,
        borderRadius: 1,
        color: pli.canvas,
        bgcolor: pli.text,
        boxShadow: 6,
      })}
    >
      <Typography noWrap>{children}</Typography>
      <Button color="inherit" variant="outlined" disabled={busy} onClick={onUndo} sx={{ flex: 'none' }}>
        {t('pli.undo.action', { keys: keysText('Mod+z') })}
      </Button>
    </Box>
  );
}
