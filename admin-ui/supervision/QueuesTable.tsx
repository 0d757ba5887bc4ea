/** A line a queue. */
import { TableCell, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { QueueLive } from '../../api/schemas.ts';
import { CountLink } from './CountLink.tsx';
import { LiveTable } from './LiveTable.tsx';
import { ReassignButton } from './ReassignButton.tsx';
import { StateBar } from './StateBar.tsx';
import type { Scope } from './scope.ts';
import { WAIT_COLUMNS, WaitCells } from './WaitCells.tsx';

interface QueuesTableProps {
  readonly queues: readonly QueueLive[];
  readonly withBars: boolean;
  readonly onReassign: (scope: Scope) => void;
}

export function QueuesTable({ queues, withBars, onReassign }: QueuesTableProps) {
  const t = useTranslate();
  return (
    <LiveTable
      label={t('pli.supervision.queues')}
      columns={[
        { id: 'queue', width: 152 },
        { id: 'routing', width: 112 },
        ...WAIT_COLUMNS,
        { id: 'waiting', width: 96, numeric: true },
        { id: 'validation', width: 120, numeric: true },
        ...(withBars ? [{ id: 'states' }] : []),
        { id: 'actions', width: 136 },
      ]}
    >
      {queues.map((queue) => (
        <Line key={queue.id} queue={queue} withBars={withBars} onReassign={onReassign} />
      ))}
    </LiveTable>
  );
}

interface LineProps extends Omit<QueuesTableProps, 'queues'> {
  readonly queue: QueueLive;
}

function Line({ queue, withBars, onReassign }: LineProps) {
  const t = useTranslate();
  const { id, name, routing, waiting, validation, states } = queue;
  const query = new URLSearchParams({ queue: id });
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>
        {name}
      </TableCell>
      <TableCell>{t(`pli.supervision.routings.${routing}`)}</TableCell>
      <WaitCells wait={queue} />
      <TableCell align="right">
        <CountLink
          queue={name}
          what={t('pli.supervision.waiting')}
          count={waiting}
          to={`/desk/inProgress?${query}&whose=none`}
        />
      </TableCell>
      <TableCell align="right">
        <CountLink
          queue={name}
          what={t('pli.supervision.validation')}
          count={validation}
          to={`/desk/validation?${query}`}
        />
      </TableCell>
      {withBars && (
        <TableCell>
          <StateBar queue={id} name={name} states={states} />
        </TableCell>
      )}
      <TableCell>
        <ReassignButton scope={{ kind: 'queue', id, name }} onReassign={onReassign} />
      </TableCell>
    </TableRow>
  );
}
