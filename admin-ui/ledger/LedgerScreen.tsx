/** The ledger (« Registre »): every letter the mailboxes gave, and what became of it. */

import EmptyIcon from '@mui/icons-material/ReceiptLongOutlined';
import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router-dom';
import type { LedgerRow } from '../../api/schemas.ts';
import { usePli } from '../data/queries.ts';
import { Failed } from '../shell/Failed.tsx';
import { Notice } from '../shell/Notice.tsx';
import { useDocumentTitle } from '../shell/Shell.tsx';
import { LedgerSkeleton } from './LedgerSkeleton.tsx';
import { LedgerTable } from './LedgerTable.tsx';

export const FATES: readonly LedgerRow['fate'][] = [
  'dossier',
  'automatic',
  'bounce',
  'duplicate',
  'own',
  'quarantined',
  'ignored',
];
const PAGE = 50;

export function LedgerScreen() {
  const t = useTranslate();
  const pli = usePli();
  const [search, setSearch] = useSearchParams();
  const fate = search.get('fate') ?? '';
  useDocumentTitle(t('pli.ledger.title'));
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['pli', 'ledger', fate],
    queryFn: ({ pageParam, signal }) => pli.ledger({ fate, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: 2, p: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
        <Typography component="h1" sx={{ fontSize: 20, fontWeight: 650, flex: 1 }}>
          {t('pli.ledger.title')}
        </Typography>
        <FatePicker value={fate} onChange={(value) => setSearch(value ? { fate: value } : {})} />
      </Box>
      {isPending && <LedgerSkeleton />}
      {error && rows.length === 0 && <Failed error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && <Notice icon={<EmptyIcon />} title={t('pli.ledger.empty')} />}
      {rows.length > 0 && <LedgerTable rows={rows} />}
      {hasNextPage && (
        <Button
          variant="outlined"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          sx={{ alignSelf: 'center' }}
        >
          {t('pli.ledger.more')}
        </Button>
      )}
    </Box>
  );
}

function FatePicker({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const t = useTranslate();
  return (
    <TextField
      select
      label={t('pli.ledger.fate')}
      value={FATES.some((fate) => fate === value) ? value : ''}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      sx={{ minWidth: 180 }}
    >
      <MenuItem value="">{t('pli.ledger.every')}</MenuItem>
      {FATES.map((fate) => (
        <MenuItem key={fate} value={fate}>
          {t(`pli.ledger.fates.${fate}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
