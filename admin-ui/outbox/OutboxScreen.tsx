/** The outbox (« Envois »): every message we send, and what became of it for each recipient. */

import EmptyIcon from '@mui/icons-material/OutboxOutlined';
import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router-dom';
import type { OutboxStatus } from '../../api/schemas.ts';
import { usePli } from '../data/queries.ts';
import { LedgerSkeleton } from '../ledger/LedgerSkeleton.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Notice } from '../shell/Notice.tsx';
import { useDocumentTitle } from '../shell/Shell.tsx';
import { OutboxTable } from './OutboxTable.tsx';

const STATUSES: readonly OutboxStatus[] = ['queued', 'sending', 'deferred', 'accepted', 'failed', 'bounced'];
const PAGE = 50;

export function OutboxScreen() {
  const t = useTranslate();
  const pli = usePli();
  const [search, setSearch] = useSearchParams();
  const status = search.get('status') ?? '';
  useDocumentTitle(t('pli.outbox.title'));
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['pli', 'outbox', status],
    queryFn: ({ pageParam, signal }) => pli.outbox({ status, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: 2, p: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
        <Typography component="h1" sx={{ fontSize: 20, fontWeight: 650, flex: 1 }}>
          {t('pli.outbox.title')}
        </Typography>
        <StatusPicker value={status} onChange={(value) => setSearch(value ? { status: value } : {})} />
      </Box>
      {isPending && <LedgerSkeleton />}
      {error && rows.length === 0 && <Failed error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && <Notice icon={<EmptyIcon />} title={t('pli.outbox.empty')} />}
      {rows.length > 0 && <OutboxTable rows={rows} />}
      {hasNextPage && (
        <Button
          variant="outlined"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          sx={{ alignSelf: 'center' }}
        >
          {t('pli.outbox.more')}
        </Button>
      )}
    </Box>
  );
}

function StatusPicker({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useTranslate();
  return (
    <TextField
      select
      label={t('pli.outbox.status')}
      value={STATUSES.some((status) => status === value) ? value : ''}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      sx={{ minWidth: 180 }}
    >
      <MenuItem value="">{t('pli.outbox.every')}</MenuItem>
      {STATUSES.map((status) => (
        <MenuItem key={status} value={status}>
          {t(`pli.outbox.states.${status}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
