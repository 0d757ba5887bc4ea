/** The letters of this dossier are in another: where, and the way back (O7). */
import { Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useSaidCommand } from '../use-command.ts';

export function MergedBanner({ dossier }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  const { say, busy } = useSaidCommand(dossier.id);
  const { mergedInto } = dossier;
  if (!mergedInto) return null;
  return (
    <Box
      sx={({ pli }) => ({
        px: 2,
        py: 0.75,
        fontSize: 13,
        color: pli.tones.info.fg,
        bgcolor: pli.tones.info.bg,
        borderBottom: 1,
        borderColor: 'divider',
      })}
    >
      {t('pli.letters.merged', { number: mergedInto.number })}{' '}
      <Button
        component={Link}
        to={`/desk/inProgress/${encodeURIComponent(mergedInto.id)}`}
        color="inherit"
        size="small"
      >
        {t('pli.letters.open')}
      </Button>
      {dossier.allowed.includes('unmerge') && (
        <Button color="inherit" size="small" disabled={busy} onClick={() => void say({ type: 'unmerge' })}>
          {t('pli.letters.unmerge')}
        </Button>
      )}
    </Box>
  );
}
