/** A line an agent: presence, what they have in hand, what they were given today. */
import { Box, TableCell, TableRow, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { AgentLive, QueueLive } from '../../api/schemas.ts';
import { serverNow, useServerNow } from '../data/clock.ts';
import { useFormat } from '../i18n/format.ts';
import { PresenceIcon } from '../shell/presence/PresenceIcon.tsx';
import { LiveTable } from './LiveTable.tsx';
import { LoadBar } from './LoadBar.tsx';
import { ReassignButton } from './ReassignButton.tsx';
import type { Scope } from './scope.ts';
import { WAIT_COLUMNS, WaitCells } from './WaitCells.tsx';

interface AgentsTableProps {
  readonly agents: readonly AgentLive[];
  readonly queues: readonly QueueLive[];
  readonly onReassign: (scope: Scope) => void;
}

export function AgentsTable({ agents, queues, onReassign }: AgentsTableProps) {
  const t = useTranslate();
  return (
    <Box>
      <Typography component="h2" sx={{ fontSize: 16, fontWeight: 650, mb: 1 }}>
        {t('pli.supervision.agents')}
      </Typography>
      {agents.length === 0 && <Typography sx={{ color: 'text.secondary' }}>{t('pli.supervision.noAgents')}</Typography>}
      {agents.length > 0 && (
        <LiveTable
          label={t('pli.supervision.agents')}
          columns={[
            { id: 'agent', width: 136 },
            { id: 'presence', width: 168 },
            { id: 'load', width: 120 },
            ...WAIT_COLUMNS,
            { id: 'today', width: 104, numeric: true },
            { id: 'inQueues', width: 104 },
            { id: 'actions', width: 136 },
          ]}
        >
          {agents.map((agent) => (
            <Line key={agent.id} agent={agent} queues={queues} onReassign={onReassign} />
          ))}
        </LiveTable>
      )}
    </Box>
  );
}

interface LineProps extends Omit<AgentsTableProps, 'agents'> {
  readonly agent: AgentLive;
}

function Line({ agent, queues, onReassign }: LineProps) {
  const { id, name, load, capacity, assignedToday } = agent;
  const inQueues = queues.filter((queue) => agent.queues.includes(queue.id)).map((queue) => queue.name);
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ fontWeight: 600 }}>
        {name}
      </TableCell>
      <TableCell>
        <Presence agent={agent} />
      </TableCell>
      <TableCell>
        <LoadBar load={load} capacity={capacity} />
      </TableCell>
      <WaitCells wait={agent} />
      <TableCell align="right">{assignedToday}</TableCell>
      <TableCell sx={{ color: 'text.secondary' }}>{inQueues.join(', ') || '—'}</TableCell>
      <TableCell>
        <ReassignButton scope={{ kind: 'agent', id, name }} onReassign={onReassign} />
      </TableCell>
    </TableRow>
  );
}

function Presence({ agent: { state, since } }: { readonly agent: AgentLive }) {
  const t = useTranslate();
  const format = useFormat();
  useServerNow('minute');
  const age = since && format.duration(serverNow() - Date.parse(since));
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, '& svg': { fontSize: 18 } }}>
      <PresenceIcon state={state} />
      {t(`pli.presence.state.${state}`)}
      {since && (
        <Box
          component="time"
          dateTime={since}
          title={format.dateTime(since)}
          sx={{ color: 'text.secondary', fontSize: 12, whiteSpace: 'nowrap' }}
        >
          {t('pli.supervision.since', { age })}
        </Box>
      )}
    </Box>
  );
}
