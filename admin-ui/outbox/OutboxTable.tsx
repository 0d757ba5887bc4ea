/** The rows of the outbox. */
import { Box, TableCell, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { OutboxRow, OutboxStatus } from '../../api/schemas.ts';
import type { Tone } from '../../domain/definition.ts';
import { ToneChip } from '../desk/StateChip.tsx';
import { useFormat } from '../i18n/format.ts';
import { PagedTable } from '../paged/PagedTable.tsx';

const COLUMNS = ['at', 'state', 'recipients', 'attempts', 'next', 'error', 'messageId', 'dossier'] as const;
const TONES: Readonly<Record<OutboxStatus, Tone>> = {
  queued: 'neutral',
  sending: 'progress',
  deferred: 'attention',
  accepted: 'success',
  failed: 'danger',
  bounced: 'danger',
};

export function OutboxTable({ rows }: { readonly rows: readonly OutboxRow[] }) {
  return (
    <PagedTable name="outbox" columns={COLUMNS} numeric="attempts">
      {rows.map((row) => (
        <Line key={row.id} row={row} />
      ))}
    </PagedTable>
  );
}

const oneLine = { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' } as const;

function Line({ row }: { readonly row: OutboxRow }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <TableRow hover sx={{ verticalAlign: 'top' }}>
      <TableCell sx={oneLine}>{format.dateTime(row.createdAt)}</TableCell>
      <TableCell>
        <StatusChip status={row.state} />
      </TableCell>
      <TableCell sx={{ minWidth: 260 }}>
        <Recipients row={row} />
      </TableCell>
      <TableCell align="right" sx={oneLine}>
        {row.attempts}
      </TableCell>
      <TableCell sx={oneLine}>{row.nextAttempt && format.dateTime(row.nextAttempt)}</TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 180 }}>{row.lastError}</TableCell>
      <TableCell sx={{ overflowWrap: 'anywhere', minWidth: 180 }}>{row.messageId}</TableCell>
      <TableCell>
        <Link to={`/desk/inProgress/${row.dossier}`}>{t('pli.outbox.open')}</Link>
      </TableCell>
    </TableRow>
  );
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
