/** A screen of rows read a page at a time, of one kind or all; its words are `pli.<name>`. */
import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useSearchParams } from 'react-router-dom';
import type { Page } from '../data/data-provider.ts';
import type { Query } from '../data/http.ts';
import { Failed } from '../shell/Failed.tsx';
import { Notice } from '../shell/Notice.tsx';
import { useDocumentTitle } from '../shell/Shell.tsx';
import { PagedSkeleton } from './PagedSkeleton.tsx';

interface Filter {
  /** Its name in the address of the screen and of the API, and its label. */
  readonly name: string;
  readonly values: readonly string[];
  /** Where the names of the values are. */
  readonly words: string;
}

interface PagedScreenProps<Row> {
  readonly name: string;
  readonly filter: Filter;
  readonly emptyIcon: ReactNode;
  /** Reads one page: the filter under its own name, the cursor, the limit. */
  readonly load: (query: Query, signal: AbortSignal) => Promise<Page<Row>>;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

const PAGE = 50;

export function PagedScreen<Row>({ name, filter, emptyIcon, load, children }: PagedScreenProps<Row>) {
  const t = useTranslate();
  const [search, setSearch] = useSearchParams();
  const value = search.get(filter.name) ?? '';
  const title = t(`pli.${name}.title`);
  useDocumentTitle(title);
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['pli', name, value],
    queryFn: ({ pageParam, signal }) => load({ [filter.name]: value, cursor: pageParam, limit: PAGE }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const rows = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Box sx={{ flex: 1, minHeight: 0, display: 'flex', flexDirection: 'column', gap: 2, p: 2 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
        <Typography component="h1" sx={{ fontSize: 20, fontWeight: 650, flex: 1 }}>
          {title}
        </Typography>
        <KindPicker
          of={name}
          filter={filter}
          value={value}
          onChange={(chosen) => setSearch(chosen ? { [filter.name]: chosen } : {})}
        />
      </Box>
      {isPending && <PagedSkeleton />}
      {error && rows.length === 0 && <Failed error={error} onRetry={() => void refetch()} />}
      {data && rows.length === 0 && <Notice icon={emptyIcon} title={t(`pli.${name}.empty`)} />}
      {rows.length > 0 && children(rows)}
      {hasNextPage && (
        <Button
          variant="outlined"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
          sx={{ alignSelf: 'center' }}
        >
          {t(`pli.${name}.more`)}
        </Button>
      )}
    </Box>
  );
}

interface KindPickerProps {
  readonly of: string;
  readonly filter: Filter;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function KindPicker({ of, filter: { name, values, words }, value, onChange }: KindPickerProps) {
  const t = useTranslate();
  return (
    <TextField
      select
      label={t(`pli.${of}.${name}`)}
      value={values.includes(value) ? value : ''}
      onChange={({ target }) => onChange(target.value)}
      slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      sx={{ minWidth: 180 }}
    >
      <MenuItem value="">{t(`pli.${of}.every`)}</MenuItem>
      {values.map((each) => (
        <MenuItem key={each} value={each}>
          {t(`pli.${of}.${words}.${each}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
