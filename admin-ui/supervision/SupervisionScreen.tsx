/** Supervision: each queue and each agent as they are now, and work moved from one agent to another. */
import { Box, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Supervision } from '../../api/schemas.ts';
import { useSupervision } from '../data/supervision.ts';
import { ThreadSkeleton } from '../desk/thread/ThreadSkeleton.tsx';
import { useFormat } from '../i18n/format.ts';
import { Failed } from '../shell/Failed.tsx';
import { useDocumentTitle } from '../shell/Shell.tsx';
import { AgentsTable } from './AgentsTable.tsx';
import { QueuesSection } from './QueuesSection.tsx';
import { ReassignDialog } from './ReassignDialog.tsx';
import type { Scope } from './scope.ts';

export function SupervisionScreen() {
  const t = useTranslate();
  const { data, error, refetch } = useSupervision();
  const [scope, setScope] = useState<Scope | null>(null);
  useDocumentTitle(t('pli.supervision.title'));
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', p: 2 }}>
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 1280, mx: 'auto' }}>
        <Head data={data} stale={error !== null} />
        {!data && (error ? <Failed error={error} onRetry={() => void refetch()} /> : <ThreadSkeleton />)}
        {data && (
          <>
            <QueuesSection queues={data.queues} onReassign={setScope} />
            <AgentsTable agents={data.agents} queues={data.queues} onReassign={setScope} />
          </>
        )}
      </Box>
      {scope && <ReassignDialog scope={scope} onClose={() => setScope(null)} />}
    </Box>
  );
}

function Head({ data, stale }: { readonly data: Supervision | undefined; readonly stale: boolean }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 2, flexWrap: 'wrap' }}>
      <Typography component="h1" sx={{ fontSize: 20, fontWeight: 650, flex: 1 }}>
        {t('pli.supervision.title')}
      </Typography>
      <Typography sx={{ color: 'text.secondary', fontSize: 13, fontVariantNumeric: 'tabular-nums' }}>
        {data && t('pli.supervision.updated', { time: format.time(data.now) })}
      </Typography>
      <Box role="status" sx={({ pli }) => ({ color: pli.tones.attention.fg, fontSize: 13 })}>
        {data && stale && t('pli.supervision.stale')}
      </Box>
    </Box>
  );
}
