/** Everything that is set of one queue, saved together. */
import { useState } from 'react';
import type { QueueSettings, QueueSettingsInput } from '../../api/schemas.ts';
import { useSaveQueue } from '../data/configuration.ts';
import { CalendarFields } from './CalendarFields.tsx';
import { DeleteQueue } from './DeleteQueue.tsx';
import { AnsweringFields, type Change, RoutingFields } from './QueueFields.tsx';
import { SettingsForm } from './SettingsForm.tsx';

interface QueueFormProps {
  readonly queue: QueueSettings & { readonly status: 'open' | 'closed' };
  readonly onDeleted: (batch: string | null) => void;
}

export function QueueForm({ queue, onDeleted }: QueueFormProps) {
  const save = useSaveQueue(queue.id);
  const [changed, setChanged] = useState<Partial<QueueSettingsInput>>({});
  const [badHours, setBadHours] = useState(false);
  const { id: _id, live: _live, mailboxes: _mailboxes, ...kept } = queue;
  const settings: QueueSettingsInput = { ...kept, ...changed };
  const change: Change = (part) => setChanged((before) => ({ ...before, ...part }));
  return (
    <SettingsForm
      save={save}
      onSave={() => save.mutate(settings, { onSuccess: () => setChanged({}) })}
      isChanged={Object.keys(changed).length > 0}
      isWrong={badHours}
      actions={<DeleteQueue queue={queue} onDeleted={onDeleted} />}
    >
      <RoutingFields settings={settings} onChange={change} />
      <CalendarFields
        calendar={settings.calendar}
        onChange={(calendar) => change({ calendar })}
        onValid={(valid) => setBadHours(!valid)}
      />
      <AnsweringFields settings={settings} onChange={change} />
    </SettingsForm>
  );
}
