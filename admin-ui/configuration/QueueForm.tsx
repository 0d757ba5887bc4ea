/** Everything that is set of one queue, saved together. */
import { Alert, Box, Button, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { QueueSettings, QueueSettingsInput } from '../../api/schemas.ts';
import { useSaveQueue } from '../data/configuration.ts';
import { problemOf } from '../data/problem.ts';
import { useErrorText } from '../shell/Failed.tsx';
import { CalendarFields } from './CalendarFields.tsx';
import { DeleteQueue } from './DeleteQueue.tsx';
import { AnsweringFields, type Change, RoutingFields } from './QueueFields.tsx';

interface QueueFormProps {
  readonly queue: QueueSettings & { readonly status: 'open' | 'closed' };
  readonly onDeleted: (batch: string | null) => void;
}

export function QueueForm({ queue, onDeleted }: QueueFormProps) {
  const t = useTranslate();
  const errorText = useErrorText();
  const save = useSaveQueue(queue.id);
  const [changed, setChanged] = useState<Partial<QueueSettingsInput>>({});
  const [badHours, setBadHours] = useState(false);
  const { id: _id, live: _live, mailboxes: _mailboxes, ...kept } = queue;
  const settings: QueueSettingsInput = { ...kept, ...changed };
  const change: Change = (part) => setChanged((before) => ({ ...before, ...part }));
  const isChanged = Object.keys(changed).length > 0;
  const submit = () => save.mutate(settings, { onSuccess: () => setChanged({}) });
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      sx={{ display: 'grid', gap: 3, maxWidth: 720 }}
    >
      <RoutingFields settings={settings} onChange={change} />
      <CalendarFields
        calendar={settings.calendar}
        onChange={(calendar) => change({ calendar })}
        onValid={(valid) => setBadHours(!valid)}
      />
      <AnsweringFields settings={settings} onChange={change} />
      {save.error && (
        <Alert severity="error">
          {errorText(save.error)}
          {otherMistakes(save.error).map((message) => (
            <Typography key={message} sx={{ fontSize: 13 }}>
              {message}
            </Typography>
          ))}
        </Alert>
      )}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
        <Button type="submit" variant="contained" disabled={!isChanged || badHours || save.isPending}>
          {t('pli.configuration.save')}
        </Button>
        <Typography role="status" sx={{ color: 'text.secondary', flex: 1 }}>
          {save.isSuccess && !isChanged && t('pli.configuration.saved')}
        </Typography>
        <DeleteQueue queue={queue} onDeleted={onDeleted} />
      </Box>
    </Box>
  );
}

/** Those that the sentence does not say already. */
function otherMistakes(error: unknown): string[] {
  const { detail = '', errors = [] } = problemOf(error) ?? {};
  return errors
    .map(({ path, message }) => (path.startsWith('/calendar') ? message : `${path} ${message}`))
    .filter((m) => !detail.includes(m));
}
