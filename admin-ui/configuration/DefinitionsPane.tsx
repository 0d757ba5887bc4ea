/** « Workflows »: the definitions that dossiers follow, by which queues, and the end of one that no queue follows (W5). */
import { Alert, Box, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DefinitionSummary } from '../../api/schemas.ts';
import { useDefinitions, useDeleteDefinition } from '../data/configuration.ts';
import { ThreadSkeleton } from '../desk/thread/ThreadSkeleton.tsx';
import { useLabel } from '../i18n/format.ts';
import { Failed } from '../shell/Failed.tsx';
import { BatchProgress } from './BatchProgress.tsx';
import { DeleteButton } from './DeleteButton.tsx';
import { LineList } from './LineList.tsx';
import { useDeletion } from './use-deletion.ts';

export function DefinitionsPane() {
  const t = useTranslate();
  const { data: definitions, error, refetch } = useDefinitions();
  const { batch, setBatch, isTelling } = useDeletion(refetch);
  if (!definitions) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <ThreadSkeleton />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {batch !== null && (
        <Alert severity="info">
          {t('pli.configuration.definition.deletedBatch')}
          <BatchProgress id={batch} />
        </Alert>
      )}
      <LineList label={t('pli.configuration.definitions')}>
        {definitions.map((definition) => (
          <DefinitionLine key={definition.id} definition={definition} isTelling={isTelling} onDeleted={setBatch} />
        ))}
      </LineList>
    </Box>
  );
}

interface DefinitionProps {
  readonly definition: DefinitionSummary;
  /** The batch that interrupts its dossiers. */
  readonly onDeleted: (batch: string | null) => void;
}

interface DefinitionLineProps extends DefinitionProps {
  /** Dossiers of one that was deleted are being told. */
  readonly isTelling: boolean;
}

function DefinitionLine({ definition, isTelling, onDeleted }: DefinitionLineProps) {
  const t = useTranslate();
  const label = useLabel();
  const { version, status, queues, live } = definition;
  const say = (key: string, more = {}) => t(`pli.configuration.definition.${key}`, more);
  const names = queues.map(({ name }) => name).join(', ');
  const followed = names ? say('followed', { queues: names }) : say('unfollowed');
  const standing = status === 'deleted' ? say('deleted') : followed;
  // A deletion that was cut short leaves some: it is asked again.
  const isLive = status === 'offered' || (live > 0 && !isTelling);
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', p: 1.5 }}>
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600 }}>{say('title', { name: label(definition.label), version })}</Typography>
        <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>
          {standing} {isLive && say('live', { smart_count: live })}
        </Typography>
      </Box>
      {queues.length === 0 && isLive && <DeleteDefinition definition={definition} onDeleted={onDeleted} />}
    </Box>
  );
}

function DeleteDefinition({ definition: { id, label, status, live }, onDeleted }: DefinitionProps) {
  const t = useTranslate();
  const name = useLabel()(label);
  const say = (key: string, more = {}) => t(`pli.configuration.definition.${key}`, more);
  return (
    <DeleteButton
      title={status === 'deleted' ? t('pli.configuration.deletion.finish') : say('delete')}
      typed={name}
      remove={useDeleteDefinition(id)}
      onDeleted={({ batch }) => onDeleted(batch)}
    >
      <Typography>{t('pli.configuration.deletion.interrupts', { smart_count: live })}</Typography>
    </DeleteButton>
  );
}
