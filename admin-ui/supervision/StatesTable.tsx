/** The states of every queue as figures: what the bars say, without looking. */
import { Box, TableCell, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { QueueLive } from '../../api/schemas.ts';
import { CountLink } from './CountLink.tsx';
import { LiveTable } from './LiveTable.tsx';
import { deskOfState, useStateCounts } from './state-labels.ts';

export function StatesTable({ queues }: { readonly queues: readonly QueueLive[] }) {
  const t = useTranslate();
  const countsOf = useStateCounts();
  const all = countsOf(Object.assign({}, ...queues.map(({ states }) => states)));
  const sum = (states: QueueLive['states']) => Object.values(states).reduce((total, count) => total + count, 0);
  return (
    <Box sx={{ mt: 2 }}>
      <LiveTable
        label={t('pli.supervision.states')}
        columns={[
          { id: 'queue', width: 200 },
          ...all.map(({ id, name }) => ({ id, name, width: 112, numeric: true })),
          { id: 'total', width: 88, numeric: true },
        ]}
      >
        {queues.map(({ id, name, states }) => (
          <TableRow key={id}>
            <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>
              {name}
            </TableCell>
            {all.map((state) => (
              <TableCell key={state.id} align="right">
                <CountLink
                  queue={name}
                  what={state.name}
                  count={states[state.id] ?? 0}
                  to={`/desk/${deskOfState(state.id)}?${new URLSearchParams({ queue: id, state: state.id })}`}
                />
              </TableCell>
            ))}
            <TableCell align="right">{sum(states)}</TableCell>
          </TableRow>
        ))}
      </LiveTable>
    </Box>
  );
}
