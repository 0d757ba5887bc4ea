/** The states of every queue as figures: what the bars say, without looking. */
import { Box, TableCell, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { QueueLive } from '../../api/schemas.ts';
import { useLabel } from '../i18n/format.ts';
import { CountLink } from './CountLink.tsx';
import { LiveTable } from './LiveTable.tsx';
import { deskLink, statesOf } from './states.ts';

export function StatesTable({ queues }: { readonly queues: readonly QueueLive[] }) {
  const t = useTranslate();
  const all = statesOf(queues, useLabel());
  const sum = (states: QueueLive['states']) => states.reduce((total, { count }) => total + count, 0);
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
            {all.map((column) => {
              const state = states.find((s) => s.id === column.id);
              return (
                <TableCell key={column.id} align="right">
                  {state ? (
                    <CountLink queue={name} what={column.name} count={state.count} to={deskLink(id, state)} />
                  ) : (
                    0
                  )}
                </TableCell>
              );
            })}
            <TableCell align="right">{sum(states)}</TableCell>
          </TableRow>
        ))}
      </LiveTable>
    </Box>
  );
}
