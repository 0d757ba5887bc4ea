/** How far a change to many dossiers is, and how many it touched. */
import { Box, LinearProgress, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useBatch } from '../data/configuration.ts';

export function BatchProgress({ id }: { readonly id: string }) {
  const t = useTranslate();
  const { data: batch } = useBatch(id);
  if (!batch) return null;
  const { status, done, failed, total, errors } = batch;
  const share = total === 0 ? 100 : Math.min(100, ((done + failed) / total) * 100);
  return (
    <Box sx={{ display: 'grid', gap: 1, maxWidth: 560 }}>
      {status === 'running' && (
        <LinearProgress variant="determinate" value={share} aria-label={t('pli.configuration.batch.progress')} />
      )}
      <Typography role="status">
        {t(`pli.configuration.batch.${status}`, { smart_count: done, done, failed, total })}
      </Typography>
      {errors.map(({ dossier, message }) => (
        <Typography key={dossier} sx={({ pli }) => ({ fontSize: 13, color: pli.tones.danger.fg })}>
          <Link to={`/desk/inProgress/${dossier}`}>{dossier}</Link> {message}
        </Typography>
      ))}
    </Box>
  );
}
