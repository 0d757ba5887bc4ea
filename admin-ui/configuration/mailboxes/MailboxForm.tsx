/** Everything that is set of one mailbox, tried before it is saved (C4, C13). */
import { Button } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Mailbox, Queue } from '../../../api/schemas.ts';
import { SettingsForm } from '../SettingsForm.tsx';
import { ConditionAlert, SendingProof } from './Condition.tsx';
import { ConnectionSteps } from './ConnectionSteps.tsx';
import { DeleteMailbox } from './DeleteMailbox.tsx';
import { GeneralFields, ReceivingFields, SendingFields, SignInFields } from './MailboxFields.tsx';
import { emptyForm, type MailboxForm as Form, formOf, inputOf } from './mailbox-form.ts';
import { useSaveMailbox, useStartTest } from './use-mailboxes.ts';

interface MailboxFormProps {
  /** null: one to be added. */
  readonly mailbox: Mailbox | null;
  readonly queues: readonly Queue[];
  readonly onSaved: (mailbox: Mailbox) => void;
  /** The batch that interrupts its dossiers; null: none is. */
  readonly onDeleted: (batch: string | null) => void;
}

export function MailboxForm({ mailbox, queues, onSaved, onDeleted }: MailboxFormProps) {
  const t = useTranslate();
  const id = mailbox?.id ?? null;
  const save = useSaveMailbox(id);
  const test = useStartTest(id);
  const [changed, setChanged] = useState<Partial<Form>>({});
  const form: Form = { ...(mailbox ? formOf(mailbox) : emptyForm(queues[0]?.id ?? '')), ...changed };
  const fields = {
    form,
    isNew: id === null,
    onChange: (part: Partial<Form>) => setChanged((was) => ({ ...was, ...part })),
  };
  const saved = (kept: Mailbox) => {
    setChanged({});
    onSaved(kept);
  };
  return (
    <>
      <SettingsForm
        save={save}
        onSave={() => save.mutate(inputOf(form), { onSuccess: saved })}
        isChanged={Object.keys(changed).length > 0}
        error={test.error}
        submit={id === null ? t('pli.mailboxes.addDo') : t('pli.configuration.save')}
        actions={
          <>
            <Button
              variant="outlined"
              disabled={test.isPending}
              onClick={({ currentTarget }) => {
                if (currentTarget.form?.reportValidity()) test.mutate(inputOf(form));
              }}
            >
              {t('pli.mailboxes.test')}
            </Button>
            {mailbox && <DeleteMailbox mailbox={mailbox} onDeleted={onDeleted} />}
          </>
        }
      >
        {mailbox && <ConditionAlert mailbox={mailbox} />}
        {mailbox && <SendingProof mailbox={mailbox} />}
        <GeneralFields {...fields} queues={queues} />
        <SignInFields {...fields} />
        {!form.outboundOnly && <ReceivingFields {...fields} />}
        <SendingFields {...fields} />
      </SettingsForm>
      {test.data && <ConnectionSteps key={test.data.test} id={test.data.test} />}
    </>
  );
}
