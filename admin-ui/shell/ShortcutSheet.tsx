/** The sheet of keys (`?`). */
import { Dialog, DialogContent, DialogTitle, Stack, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Keys } from './Keys.tsx';
import { SHORTCUTS } from './shortcuts.ts';

export function ShortcutSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTranslate();
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby="shortcuts-title" maxWidth="xs" fullWidth>
      <DialogTitle id="shortcuts-title">{t('pli.shortcuts.title')}</DialogTitle>
      <DialogContent>
        {SHORTCUTS.map(({ id, keys }) => (
          <Stack key={id} direction="row" sx={{ justifyContent: 'space-between', py: 0.75 }}>
            <Typography>{t(`pli.shortcuts.${id}`)}</Typography>
            <Keys keys={keys} />
          </Stack>
        ))}
      </DialogContent>
    </Dialog>
  );
}
