/** The left pane: what waits, oldest first. */
import { Box, Typography } from '@mui/material';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { RowsSkeleton } from '../desk/list/RowsSkeleton.tsx';
import { LIST_WIDTH } from '../desk/sizes.ts';
import { Failed } from '../shell/Failed.tsx';
import { REGION } from '../shell/use-regions.ts';
import { AllRead } from './AllRead.tsx';
import { ApprovalRow } from './ApprovalRow.tsx';
import { holdPlaces, type Shown, type Waiting } from './approval-queue.ts';
import type { useApprovals } from './use-approvals.ts';

interface ApprovalListProps {
  readonly approvals: ReturnType<typeof useApprovals>;
  readonly open: string | undefined;
  /** No pane beside it: it says itself that it is empty. */
  readonly alone: boolean;
  readonly hrefOf: (id: string) => string;
}

/** Rows do not close up under the pointer. */
function useHeldRows(queue: readonly Waiting[]) {
  const [held, setHeld] = useState(false);
  const shown = useRef<readonly Shown[]>([]);
  shown.current = holdPlaces(held ? shown.current : [], queue);
  return {
    rows: shown.current,
    hand: { onPointerEnter: () => setHeld(true), onPointerLeave: () => setHeld(false) },
  };
}

/** The arrows go from row to row. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const links = [...event.currentTarget.querySelectorAll('a')];
  const at = links.findIndex((link) => link === document.activeElement);
  links[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
}

export function ApprovalList({ approvals, open, alone, hrefOf }: ApprovalListProps) {
  const t = useTranslate();
  const { queue, error, isPending, refetch } = approvals;
  const { rows, hand } = useHeldRows(queue);
  const stop = rows.some(({ row }) => row.id === open) ? open : rows[0]?.row.id;
  return (
    <Box
      component="section"
      {...REGION}
      aria-label={t('pli.approvals.list')}
      sx={{
        width: alone ? '100%' : LIST_WIDTH.usual,
        flex: 'none',
        minHeight: 0,
        display: 'flex',
        flexDirection: 'column',
        borderRight: alone ? 0 : 1,
        borderColor: 'divider',
      }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'baseline',
          gap: 1,
          px: 2,
          py: 1.5,
          borderBottom: 1,
          borderColor: 'divider',
          bgcolor: 'background.paper',
        }}
      >
        <Typography component="h2" sx={{ fontSize: 16, fontWeight: 650, flex: 1 }}>
          {t('pli.approvals.title')}
        </Typography>
        <Box role="status" sx={{ color: 'text.secondary', fontSize: 13 }}>
          {!isPending && t('pli.approvals.count', { smart_count: queue.length })}
        </Box>
      </Box>
      {isPending && <RowsSkeleton />}
      {error && queue.length === 0 && <Failed error={error} onRetry={() => void refetch()} />}
      {alone && !isPending && !error && queue.length === 0 && <AllRead />}
      <Box
        component="ul"
        aria-label={t('pli.approvals.list')}
        {...hand}
        onKeyDown={moveFocus}
        sx={{ m: 0, p: 0, flex: rows.length > 0 ? 1 : 'none', minHeight: 0, overflowY: 'auto', listStyle: 'none' }}
      >
        {rows.map(({ row, gone }) => (
          <ApprovalRow
            key={row.id}
            row={row}
            gone={gone}
            open={row.id === open}
            stop={row.id === stop}
            href={hrefOf(row.id)}
          />
        ))}
      </Box>
    </Box>
  );
}
