/** The shape of the rows to come. */
import { Box, Skeleton } from '@mui/material';
import { useTranslate } from 'react-admin';

const LINES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

export function PagedSkeleton() {
  const t = useTranslate();
  return (
    <Box role="status" aria-label={t('pli.loading')}>
      {LINES.map((line) => (
        <Skeleton key={line} animation={false} height={32} />
      ))}
    </Box>
  );
}
