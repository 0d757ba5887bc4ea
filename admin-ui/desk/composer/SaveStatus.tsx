/** « Enregistré 14:02 »: how far the draft is. */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useFormat } from '../../i18n/format.ts';
import type { DraftState } from './draft-keeper.ts';

export function SaveStatus({ state: { status, savedAt } }: { readonly state: DraftState }) {
  const t = useTranslate();
  const format = useFormat();
  const quiet = savedAt === null ? '' : t('pli.composer.saved', { at: format.time(savedAt) });
  const words = {
    clean: quiet,
    saved: quiet,
    changed: t('pli.composer.changed'),
    saving: t('pli.composer.saving'),
    failed: t('pli.composer.saveFailed'),
    // The notice below says it, once.
    conflict: '',
  };
  return (
    <Box
      role="status"
      sx={{
        color: status === 'failed' ? 'error.main' : 'text.secondary',
        fontSize: 12,
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      {words[status]}
    </Box>
  );
}
