/** A line a policy: its switch, its name, what it does in one sentence. */
import { Alert, Box, Switch, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Policy } from '../../../api/schemas.ts';
import { useSavePolicy } from '../../data/policies.ts';
import { useErrorText } from '../../shell/Failed.tsx';
import { EditLink } from '../EditLink.tsx';
import { LineList } from '../LineList.tsx';
import { type Coverable, usePolicySentence } from './use-covered.ts';

interface PolicyListProps {
  readonly policies: readonly Policy[];
  readonly coverable: Coverable;
}

export function PolicyList({ policies, coverable }: PolicyListProps) {
  const t = useTranslate();
  const errorText = useErrorText();
  const save = useSavePolicy();
  const sentence = usePolicySentence(coverable);
  return (
    <>
      {save.error && <Alert severity="error">{errorText(save.error)}</Alert>}
      <LineList label={t('pli.configuration.policies')}>
        {policies.map((policy) => (
          <Box
            key={policy.id}
            component="li"
            sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', p: 1.5 }}
          >
            <Switch
              checked={policy.enabled}
              disabled={save.isPending}
              onChange={(_, enabled) => save.mutate({ ...policy, enabled })}
              slotProps={{ input: { 'aria-label': t('pli.policies.on', { name: policy.name }) } }}
            />
            <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
              <Typography sx={{ fontWeight: 600 }}>{policy.name}</Typography>
              <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>
                {policy.enabled ? sentence(policy) : t('pli.policies.off', { sentence: sentence(policy) })}
              </Typography>
            </Box>
            <EditLink to={`/configuration/policies/${encodeURIComponent(policy.id)}`} name={policy.name} />
          </Box>
        ))}
      </LineList>
    </>
  );
}
