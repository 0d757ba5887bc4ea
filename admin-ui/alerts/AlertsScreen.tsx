/** Alerts: what waits until somebody deals with it, dossiers and letters set aside; the rail counts the same. */
import QuarantineIcon from '@mui/icons-material/ReceiptLongOutlined';
import CalmIcon from '@mui/icons-material/TaskAltOutlined';
import { Box, Button, Paper, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useBadges } from '../data/queries.ts';
import { PagedSkeleton } from '../paged/PagedSkeleton.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Notice } from '../shell/Notice.tsx';
import { useDocumentTitle } from '../shell/Shell.tsx';
import { AlertRow } from './AlertRow.tsx';
import { useAlerts } from './use-alerts.ts';

export function AlertsScreen() {
  const t = useTranslate();
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAlerts();
  const quarantined = useBadges()?.quarantined ?? 0;
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  useDocumentTitle(t('pli.alerts.title'));
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', p: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 880, mx: 'auto' }}>
        <Typography component="h1" sx={{ fontSize: 20, fontWeight: 650 }}>
          {t('pli.alerts.title')}
        </Typography>
        {quarantined > 0 && <SetAside count={quarantined} />}
        {isPending && <PagedSkeleton />}
        {error && rows.length === 0 && <Failed error={error} onRetry={() => void refetch()} />}
        {data && rows.length === 0 && quarantined === 0 && (
          <Notice icon={<CalmIcon />} title={t('pli.alerts.none')} text={t('pli.alerts.noneText')} />
        )}
        {rows.length > 0 && (
          <Paper variant="outlined">
            <Box component="ul" aria-label={t('pli.alerts.dossiers')} sx={{ listStyle: 'none', m: 0, p: 0 }}>
              {rows.map((row) => (
                <AlertRow key={row.id} row={row} />
              ))}
            </Box>
          </Paper>
        )}
        {hasNextPage && (
          <Button variant="outlined" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('pli.alerts.more')}
          </Button>
        )}
      </Box>
    </Box>
  );
}

/** Letters that could not be filed, and the way to where they are dealt with. */
function SetAside({ count }: { readonly count: number }) {
  const t = useTranslate();
  return (
    <Paper variant="outlined" sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', px: 2, py: 1 }}>
      <QuarantineIcon sx={({ pli }) => ({ color: pli.tones.attention.fg })} />
      <Typography sx={{ flex: 1, minWidth: 200 }}>{t('pli.alerts.quarantined', { smart_count: count })}</Typography>
      <Button component={Link} to="/ledger?fate=quarantined" variant="outlined">
        {t('pli.alerts.examine')}
      </Button>
    </Paper>
  );
}
