/** Which dossiers, and to whom. */
import { Alert, Box, Button, DialogActions, DialogContent, Skeleton } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierRow } from '../../api/schemas.ts';
import { useColleagues } from '../data/queries.ts';
import { ChoiceField } from '../desk/actions/ChoiceField.tsx';
import { Failed } from '../shell/Failed.tsx';
import { DossierChecklist } from './DossierChecklist.tsx';
import type { Scope } from './scope.ts';
import { AT_MOST, useMovable } from './use-movable.ts';

interface ReassignChoiceProps {
  readonly scope: Scope;
  readonly onConfirm: (rows: readonly DossierRow[], to: string) => void;
  readonly onClose: () => void;
}

const NONE: readonly DossierRow[] = [];

/** Whoever is in every queue that the dossiers chosen come from. */
function useTakers(queues: ReadonlySet<string>, scope: Scope) {
  const t = useTranslate();
  return useColleagues()
    .filter((each) => [...queues].every((queue) => each.queues.includes(queue)))
    .filter(({ id }) => scope.kind === 'queue' || id !== scope.id)
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(({ id, name, state }) => ({ id, name, hint: t(`pli.presence.state.${state}`) }));
}

export function ReassignChoice({ scope, onConfirm, onClose }: ReassignChoiceProps) {
  const t = useTranslate();
  const { data, error, refetch } = useMovable(scope);
  const rows = data?.rows ?? NONE;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [to, setTo] = useState('');
  const picked = rows.filter(({ id }) => chosen.has(id));
  const takers = useTakers(new Set(picked.map(({ queue }) => queue)), scope);
  const ready = picked.length > 0 && takers.some(({ id }) => id === to);
  return (
    <>
      <DialogContent sx={{ display: 'grid', gap: 2, alignContent: 'start', '&&': { pt: 1 } }}>
        {error && <Failed error={error} onRetry={() => void refetch()} />}
        {!data && !error && (
          <Skeleton
            animation={false}
            variant="rounded"
            height={240}
            aria-label={t('pli.supervision.reassign.loading')}
          />
        )}
        {data && rows.length === 0 && <Box sx={{ color: 'text.secondary' }}>{t('pli.supervision.reassign.none')}</Box>}
        {rows.length > 0 && <DossierChecklist rows={rows} chosen={chosen} onChange={setChosen} />}
        {data?.partial && <Alert severity="info">{t('pli.supervision.reassign.partial', { count: AT_MOST })}</Alert>}
      </DialogContent>
      <DialogActions sx={{ px: 3, pb: 2 }}>
        <Box sx={{ flex: 1, maxWidth: 360, mr: 'auto' }}>
          <ChoiceField
            label={t('pli.supervision.reassign.to')}
            choices={takers}
            value={to}
            onChange={setTo}
            autoFocus={false}
          />
        </Box>
        <Button onClick={onClose}>{t('ra.action.cancel')}</Button>
        <Button variant="contained" disabled={!ready} onClick={() => onConfirm(picked, to)}>
          {t('pli.supervision.reassign.confirm', { smart_count: picked.length })}
        </Button>
      </DialogActions>
    </>
  );
}
