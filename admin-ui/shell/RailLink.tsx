/** One screen on the rail. */
import { Box, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router-dom';

interface RailLinkProps {
  readonly to: string;
  /** Shown as current for every path under this one. */
  readonly under: string;
  readonly label: string;
  readonly icon: ReactNode;
}

export function RailLink({ to, under, label, icon }: RailLinkProps) {
  const current = useLocation().pathname.startsWith(under);
  return (
    <Tooltip title={label} placement="right">
      <Box
        component={Link}
        to={to}
        aria-label={label}
        aria-current={current ? 'page' : undefined}
        sx={({ pli }) => ({
          display: 'grid',
          placeItems: 'center',
          width: 40,
          height: 40,
          borderRadius: 1,
          color: current ? pli.accent : pli.muted,
          bgcolor: current ? pli.selected : 'transparent',
          '&:hover': { bgcolor: current ? pli.selected : pli.subtle },
        })}
      >
        {icon}
      </Box>
    </Tooltip>
  );
}
