/** Everything that is set of one queue, saved together. */
import { useState } from 'react';
import type { QueueSettings, QueueSettingsInput } from '../../api/schemas.ts';
import { useSaveQueue } from '../data/configuration.ts';
import { BatchProgress } from './BatchProgress.tsx';
import { CalendarFields } from './CalendarFields.tsx';
import { DeleteQueue } from './DeleteQueue.tsx';
import { useMailboxes } from './mailboxes/use-mailboxes.ts';
import { AnsweringFields, type Change, RoutingFields } from './QueueFields.tsx';
import { QueueMailboxes, Unverified } from './QueueMailboxes.tsx';
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
  const { data: mailboxes } = useMailboxes();
  const [asking, setAsking] = useState<string | null>(null);
  const keep = () => {
    setAsking(null);
    save.mutate(settings, { onSuccess: () => setChanged({}) });
  };
  const submit = () => {
    const chosen = settings.mailbox === queue.mailbox ? null : mailboxes?.find(({ id }) => id === settings.mailbox);
    if (chosen && chosen.verifiedAt === null) setAsking(chosen.address);
    else keep();
  };
  const change: Change = (part) => setChanged((before) => ({ ...before, ...part }));
  return (
    <SettingsForm
      save={save}
      onSave={submit}
      isChanged={Object.keys(changed).length > 0}
      isWrong={badHours}
      actions={
        <>
          {save.data?.batch && <BatchProgress id={save.data.batch} />}
          <DeleteQueue queue={queue} onDeleted={onDeleted} />
        </>
      }
    >
      <RoutingFields kept={kept} settings={settings} onChange={change} />
      <CalendarFields
        calendar={settings.calendar}
        onChange={(calendar) => change({ calendar })}
        onValid={(valid) => setBadHours(!valid)}
      />
      {mailboxes && <QueueMailboxes settings={settings} onChange={change} mailboxes={mailboxes} />}
      <AnsweringFields settings={settings} onChange={change} />
      {asking !== null && <Unverified address={asking} onConfirm={keep} onClose={() => setAsking(null)} />}
    </SettingsForm>
  );
}
