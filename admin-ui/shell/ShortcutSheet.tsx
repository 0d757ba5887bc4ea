/** The sheet of keys (`?`). */
import { Dialog, DialogContent, DialogTitle, Stack, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Keys } from './Keys.tsx';
import { SHORTCUTS, type ShortcutId } from './shortcuts.ts';

export function ShortcutSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTranslate();
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby="shortcuts-title" maxWidth="xs" fullWidth>
      <DialogTitle id="shortcuts-title">{t('pli.shortcuts.title')}</DialogTitle>
      <DialogContent tabIndex={0}>
        {SHORTCUTS.filter((each) => !('on' in each)).map((each) => (
          <Line key={each.id} {...each} />
        ))}
        <Typography component="h3" sx={{ fontWeight: 650, mt: 2 }}>
          {t('pli.approvals.title')}
        </Typography>
        {SHORTCUTS.filter((each) => 'on' in each).map((each) => (
          <Line key={each.id} {...each} />
        ))}
      </DialogContent>
    </Dialog>
  );
}

function Line({ id, keys }: { readonly id: ShortcutId; readonly keys: string }) {
  const t = useTranslate();
  return (
    <Stack direction="row" sx={{ justifyContent: 'space-between', py: 0.75 }}>
      <Typography>{t(`pli.shortcuts.${id}`)}</Typography>
      <Keys keys={keys} />
    </Stack>
  );
}
