/** A number that opens the desk on what it counts. */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

interface CountLinkProps {
  readonly queue: string;
  readonly what: string;
  readonly count: number;
  readonly to: string;
}

export function CountLink({ queue, what, count, to }: CountLinkProps) {
  const t = useTranslate();
  return (
    <Box
      component={Link}
      to={to}
      aria-label={t('pli.supervision.open', { queue, what, count })}
      sx={{
        display: 'inline-grid',
        placeItems: 'center',
        minWidth: 28,
        minHeight: 28,
        px: 0.5,
        borderRadius: 0.75,
        fontWeight: count > 0 ? 600 : 400,
        color: count > 0 ? 'primary.main' : 'text.secondary',
        textDecoration: 'none',
        '&:hover': { textDecoration: 'underline' },
      }}
    >
      {count}
    </Box>
  );
}
