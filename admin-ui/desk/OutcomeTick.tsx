/** The green tick of what was resolved (N21). */
import ResolvedIcon from '@mui/icons-material/TaskAltOutlined';
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierRow } from '../../api/schemas.ts';

export function OutcomeTick({ outcome }: Pick<DossierRow, 'outcome'>) {
  const t = useTranslate();
  if (outcome !== 'resolved') return null;
  const label = t('pli.outcome.resolved');
  return (
    <Box
      component="span"
      role="img"
      aria-label={label}
      title={label}
      sx={({ pli }) => ({ display: 'inline-flex', color: pli.tones.success.fg, '& svg': { fontSize: 16 } })}
    >
      <ResolvedIcon />
    </Box>
  );
}
