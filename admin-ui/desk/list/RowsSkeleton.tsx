/** The shape of rows to come. */
import { Box, Skeleton } from '@mui/material';
import { useTranslate } from 'react-admin';

const SHAPES = [72, 54, 63, 80, 48, 66, 58];

export function RowsSkeleton() {
  const t = useTranslate();
  return (
    <Box role="status" aria-label={t('pli.loading')} sx={{ flex: 1, overflow: 'hidden' }}>
      {SHAPES.map((width) => (
        <Box key={width} sx={{ height: 56, px: 2, py: 1, borderBottom: 1, borderColor: 'divider' }}>
          <Skeleton animation={false} width={`${width / 2}%`} height={18} />
          <Skeleton animation={false} width={`${width}%`} height={18} />
        </Box>
      ))}
    </Box>
  );
}
