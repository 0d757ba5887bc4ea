/** « Règles de validation »: what each policy sends to a supervisor, and when nobody decides in time (O3). */
import EmptyIcon from '@mui/icons-material/FactCheckOutlined';
import { Box, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useNavigate, useParams } from 'react-router-dom';
import type { Policy } from '../../../api/schemas.ts';
import { useTimers } from '../../data/configuration.ts';
import { usePolicies } from '../../data/policies.ts';
import { useDefinition } from '../../data/queries.ts';
import { ThreadSkeleton } from '../../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../../shell/Failed.tsx';
import { Notice } from '../../shell/Notice.tsx';
import { AddLink } from '../AddLink.tsx';
import { BackLink } from '../BackLink.tsx';
import { TimersForm } from '../TimersPane.tsx';
import { PolicyForm } from './PolicyForm.tsx';
import { PolicyList } from './PolicyList.tsx';
import { useCoverable } from './use-covered.ts';

const LIST = '/configuration/policies';

const newPolicy = (): Policy => ({
  ...{ id: crypto.randomUUID(), name: '', enabled: true, sampleRate: 1 },
  ...{ agents: [], queues: [], templates: [] },
});

export function PoliciesPane() {
  const t = useTranslate();
  const navigate = useNavigate();
  const { data: policies, error, refetch } = usePolicies();
  const coverable = useCoverable();
  const [fresh] = useState(newPolicy);
  const { id: chosen } = useParams();
  if (!policies || !coverable)
    return error ? <Failed error={error} onRetry={() => void refetch()} /> : <ThreadSkeleton />;
  const policy = policies.find(({ id }) => id === chosen);
  if (policy || chosen === 'new')
    return (
      <Box sx={{ display: 'grid', gap: 2 }}>
        <BackLink to={LIST} text={t('pli.policies.back')} />
        <PolicyForm
          key={policy?.id ?? 'new'}
          policy={policy ?? fresh}
          coverable={coverable}
          isNew={!policy}
          onDone={() => void navigate(LIST)}
        />
      </Box>
    );
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <AddLink to={`${LIST}/new`} text={t('pli.policies.add')} />
      {policies.length === 0 ? (
        <Notice icon={<EmptyIcon />} title={t('pli.policies.empty')} text={t('pli.policies.emptyText')} />
      ) : (
        <PolicyList policies={policies} coverable={coverable} />
      )}
      <Escalation />
    </Box>
  );
}

/** The timers of the states where an answer waits for a supervisor: the same that « Délais » sets. */
function Escalation() {
  const t = useTranslate();
  const { data } = useTimers();
  const definition = useDefinition(data?.definition);
  if (!data || !definition) return null;
  const validated = definition.states.filter(({ desk }) => desk === 'validation').map(({ id }) => id);
  const only = definition.timers.filter(({ states }) => states.some((s) => validated.includes(s))).map(({ id }) => id);
  return (
    <Box component="section">
      <Typography component="h2" sx={{ fontSize: 16, fontWeight: 650, mt: 2, mb: 1 }}>
        {t('pli.policies.escalation')}
      </Typography>
      <TimersForm timers={data} only={only} />
    </Box>
  );
}
