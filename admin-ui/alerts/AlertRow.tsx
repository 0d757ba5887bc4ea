/** One dossier with an alert: who wrote, what is the matter, in whose hands it is; leads to it on its desk. */
import AlertIcon from '@mui/icons-material/WarningAmberOutlined';
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { DossierRow } from '../../api/schemas.ts';
import { useServerNow } from '../data/clock.ts';
import { useNameOf, useQueues } from '../data/queries.ts';
import { hrefOnDesk } from '../desk/use-desk-route.ts';
import { useFormat } from '../i18n/format.ts';

const CLIPPED = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0 } as const;

export function AlertRow({ row }: { readonly row: DossierRow }) {
  const t = useTranslate();
  const format = useFormat();
  const now = useServerNow('minute');
  const nameOf = useNameOf();
  const queues = useQueues();
  const who = row.assignee ? nameOf(row.assignee) : t('pli.thread.nobody');
  const queue = queues.find(({ id }) => id === row.queue)?.name ?? row.queue;
  return (
    <Box component="li" sx={{ borderBottom: 1, borderColor: 'divider', '&:last-of-type': { border: 0 } }}>
      <Box
        component={Link}
        to={hrefOnDesk(row)}
        sx={({ pli }) => ({
          display: 'grid',
          gap: 0.25,
          px: 2,
          py: 1,
          color: 'text.primary',
          textDecoration: 'none',
          '&:hover': { bgcolor: pli.subtle },
          '&:focus-visible': { outlineOffset: -2 },
        })}
      >
        <Box sx={({ pli }) => ({ display: 'flex', alignItems: 'center', gap: 1, color: pli.tones.danger.fg })}>
          <AlertIcon sx={{ fontSize: 16 }} />
          <Box component="span" sx={{ flex: 1, fontWeight: 600 }}>
            {t(`pli.row.alert.${row.alert}`)}
          </Box>
          <Box component="time" dateTime={row.ageSince} sx={{ color: 'text.secondary', fontSize: 12 }}>
            {format.age(row.ageSince, now)}
          </Box>
        </Box>
        <Box component="span" sx={CLIPPED}>
          {t('pli.thread.number', { number: row.number })} · {row.contact.name || row.contact.email} · {row.subject}
        </Box>
        <Box component="span" sx={{ ...CLIPPED, color: 'text.secondary', fontSize: 13 }}>
          {queue} · {who}
        </Box>
      </Box>
    </Box>
  );
}
