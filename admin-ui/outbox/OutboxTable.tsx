/** The rows of the outbox. */
import { Box, Button, TableCell, TableRow } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { OutboxRow, OutboxStatus } from '../../api/schemas.ts';
import { cancelledBy } from '../../domain/dossier/cancellation.ts';
import type { Tone } from '../../domain/lifecycle/definition.ts';
import { useNameOf } from '../data/queries.ts';
import { ToneChip } from '../desk/StateChip.tsx';
import { useFormat } from '../i18n/format.ts';
import { PagedTable } from '../paged/PagedTable.tsx';
import { CancelSendDialog } from './CancelSendDialog.tsx';
import { useOutbox } from './use-outbox.ts';

const COLUMNS = ['at', 'state', 'recipients', 'attempts', 'next', 'error', 'messageId', 'dossier', 'actions'] as const;
const TONES: Readonly<Record<OutboxStatus, Tone>> = {
  queued: 'neutral',
  sending: 'progress',
  deferred: 'attention',
  accepted: 'success',
  failed: 'danger',
  bounced: 'danger',
};

export function OutboxTable({ rows }: { readonly rows: readonly OutboxRow[] }) {
  const [cancelling, setCancelling] = useState<OutboxRow | null>(null);
  return (
    <>
      <PagedTable name="outbox" columns={COLUMNS} numeric="attempts">
        {rows.map((row) => (
          <Line key={row.id} row={row} onCancel={() => setCancelling(row)} />
        ))}
      </PagedTable>
      {cancelling && <CancelSendDialog row={cancelling} onClose={() => setCancelling(null)} />}
    </>
  );
}

const oneLine = { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' } as const;

function Line({ row, onCancel }: { readonly row: OutboxRow; readonly onCancel: () => void }) {
  const t = useTranslate();
  const format = useFormat();
  const why = useWhy();
  return (
    <TableRow hover sx={{ verticalAlign: 'top' }}>
      <TableCell sx={oneLine}>{format.dateTime(row.createdAt)}</TableCell>
      <TableCell>
        {cancelledBy(row.lastError ?? '') === null ? (
          <StatusChip status={row.state} />
        ) : (
          <ToneChip tone="neutral" text={t('pli.outbox.cancelledState')} />
        )}
      </TableCell>
      <TableCell sx={{ minWidth: 260 }}>
        <Recipients row={row} />
      </TableCell>
      <TableCell align="right" sx={oneLine}>
        {row.attempts}
      </TableCell>
      <TableCell sx={oneLine}>{row.nextAttempt && format.dateTime(row.nextAttempt)}</TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 180 }}>{row.lastError && why(row.lastError)}</TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 180 }}>{row.messageId}</TableCell>
      <TableCell>
        <Link to={`/desk/inProgress/${row.dossier}`}>{t('pli.outbox.open')}</Link>
      </TableCell>
      <TableCell>
        <Actions row={row} onCancel={onCancel} />
      </TableCell>
    </TableRow>
  );
}

/** What can be done without any risk that the message arrives twice, or that somebody has it already. */
function Actions({ row, onCancel }: { readonly row: OutboxRow; readonly onCancel: () => void }) {
  const t = useTranslate();
  const { retry, busy } = useOutbox();
  const to = row.recipients.map(({ address }) => address).join(', ');
  return (
    <Box sx={{ display: 'flex', gap: 0.5 }}>
      {row.mayRetry && (
        <Button
          size="small"
          disabled={busy}
          aria-label={`${t('pli.outbox.retry')} (${to})`}
          onClick={() => retry(row.id)}
        >
          {t('pli.outbox.retry')}
        </Button>
      )}
      {row.mayCancel && (
        <Button size="small" color="error" aria-label={`${t('pli.outbox.cancel.action')} (${to})`} onClick={onCancel}>
          {t('pli.outbox.cancel.action')}
        </Button>
      )}
    </Box>
  );
}

/** Why it did not leave, in words: what a server said stays as it was said. */
function useWhy(): (reason: string) => string {
  const t = useTranslate();
  const nameOf = useNameOf();
  return (reason) => {
    const by = cancelledBy(reason);
    return by === null ? reason : t('pli.outbox.cancelledBy', { name: nameOf(by) });
  };
}

/** Each with a state of their own where it is not the message's, and with what their server said. */
function Recipients({ row }: { readonly row: OutboxRow }) {
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
      {row.recipients.map(({ address, state, response }) => (
        <li key={address}>
          <Box component="span" sx={{ overflowWrap: 'anywhere', mr: 1 }}>
            {address}
          </Box>
          {state !== row.state && <StatusChip status={state} />}
          {response && response !== row.lastError && (
            <Box sx={({ pli }) => ({ color: pli.muted, fontSize: 12, overflowWrap: 'anywhere' })}>{response}</Box>
          )}
        </li>
      ))}
    </Box>
  );
}

function StatusChip({ status }: { readonly status: OutboxStatus }) {
  const t = useTranslate();
  return <ToneChip tone={TONES[status]} text={t(`pli.outbox.states.${status}`)} />;
}
