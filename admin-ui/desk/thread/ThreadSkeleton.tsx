/** The shape of letters to come. */
import { Box, Skeleton } from '@mui/material';
import { useTranslate } from 'react-admin';

export function ThreadSkeleton() {
  const t = useTranslate();
  return (
    <Box
      role="status"
      aria-label={t('pli.loading')}
      sx={{ flex: 1, p: 2, display: 'grid', gap: 1, alignContent: 'start' }}
    >
      <Skeleton animation={false} width="55%" height={28} />
      <Skeleton animation={false} width="30%" height={18} />
      <Skeleton animation={false} variant="rounded" height={44} sx={{ mt: 2 }} />
      <Skeleton animation={false} variant="rounded" height={220} />
    </Box>
  );
}
