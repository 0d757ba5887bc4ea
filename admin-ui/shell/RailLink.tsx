/** One screen on the rail. */
import { Badge, Box, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Link, useLocation } from 'react-router-dom';

interface RailLinkProps {
  readonly to: string;
  /** Shown as current for every path under this one. */
  readonly under: string;
  readonly label: string;
  readonly icon: ReactNode;
  /** How much waits there; nothing is shown for none. */
  readonly count?: number;
}

export function RailLink({ to, under, label, icon, count = 0 }: RailLinkProps) {
  const t = useTranslate();
  const name = count > 0 ? t('pli.alerts.count', { label, count }) : label;
  const current = useLocation().pathname.startsWith(under);
  return (
    <Tooltip title={name} placement="right">
      <Box
        component={Link}
        to={to}
        aria-label={name}
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
        <Badge badgeContent={count} max={99} color="error" overlap="circular">
          {icon}
        </Badge>
      </Box>
    </Tooltip>
  );
}
