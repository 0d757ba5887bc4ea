/** The head of the list: which desk, whose, which queue and state, which order; and a new letter. */
import NewestIcon from '@mui/icons-material/ArrowDownwardOutlined';
import OldestIcon from '@mui/icons-material/ArrowUpwardOutlined';
import NewIcon from '@mui/icons-material/EditOutlined';
import { Box, IconButton, Tooltip } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Desk } from '../../../domain/lifecycle/definition.ts';
import { useQueues, useUser } from '../../data/queries.ts';
import { shortcutKeys } from '../../shell/shortcuts.ts';
import type { DeskRoute } from '../use-desk-route.ts';
import { DeskSwitch } from './DeskSwitch.tsx';
import { usualOrder } from './desk-list.ts';
import { QueuePicker } from './QueuePicker.tsx';
import { StatePicker } from './StatePicker.tsx';
import { WhosePicker } from './WhosePicker.tsx';

interface ListHeadProps {
  readonly route: DeskRoute;
  readonly onNew: () => void;
}

const DESKS: readonly Desk[] = ['inProgress', 'validation', 'handled'];

export function ListHead({ route, onNew }: ListHeadProps) {
  const t = useTranslate();
  const queues = useQueues();
  const mayStart = useUser()?.rights.includes('outbound.start') ?? false;
  const { filter, change } = route;
  const shown = queues.filter((q) => filter.queue === '' || q.id === filter.queue);
  const other = filter.order === 'recent' ? 'oldest' : 'recent';
  return (
    <Box sx={{ p: 1, display: 'grid', gap: 1, borderBottom: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}>
        <DeskSwitch
          desks={DESKS}
          current={filter.desk}
          countOf={(desk) => shown.reduce((sum, { counts }) => sum + counts[desk], 0)}
          onChange={(desk) => change({ desk, state: '', order: usualOrder(desk) })}
        />
        {mayStart && (
          <Tooltip title={t('pli.outbound.tip', { keys: shortcutKeys('newLetter') })}>
            <IconButton
              aria-label={t('pli.outbound.title')}
              aria-keyshortcuts={shortcutKeys('newLetter')}
              onClick={onNew}
            >
              <NewIcon fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      {queues.length > 1 && (
        <QueuePicker queues={queues} desk={filter.desk} value={filter.queue} onChange={(queue) => change({ queue })} />
      )}
      <Box sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}>
        <WhosePicker value={filter.whose} onChange={(whose) => change({ whose })} />
        <StatePicker desk={filter.desk} value={filter.state} onChange={(state) => change({ state })} />
        <Tooltip title={t(`pli.desk.order.${filter.order}`)}>
          <IconButton aria-label={t(`pli.desk.order.to.${other}`)} onClick={() => change({ order: other })}>
            {filter.order === 'recent' ? <NewestIcon fontSize="small" /> : <OldestIcon fontSize="small" />}
          </IconButton>
        </Tooltip>
      </Box>
    </Box>
  );
}
