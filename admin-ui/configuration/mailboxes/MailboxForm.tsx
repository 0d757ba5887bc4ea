/** Everything that is set of one mailbox, tried before it is saved (C4, C13). */
import { Alert, Box, Button, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Mailbox, Queue } from '../../../api/schemas.ts';
import { problemOf } from '../../data/problem.ts';
import { useErrorText } from '../../shell/Failed.tsx';
import { ConditionAlert } from './Condition.tsx';
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
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate(inputOf(form), { onSuccess: saved });
      }}
      sx={{ display: 'grid', gap: 3, maxWidth: 720 }}
    >
      {mailbox && <ConditionAlert mailbox={mailbox} />}
      <GeneralFields {...fields} queues={queues} />
      <SignInFields {...fields} />
      {!form.outboundOnly && <ReceivingFields {...fields} />}
      <SendingFields {...fields} />
      <Mistakes error={save.error ?? test.error} />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap' }}>
        <Button type="submit" variant="contained" disabled={save.isPending}>
          {t(id === null ? 'pli.mailboxes.addDo' : 'pli.configuration.save')}
        </Button>
        <Button
          variant="outlined"
          disabled={test.isPending}
          onClick={({ currentTarget }) => {
            if (currentTarget.form?.reportValidity()) test.mutate(inputOf(form));
          }}
        >
          {t('pli.mailboxes.test')}
        </Button>
        <Typography role="status" sx={{ color: 'text.secondary', flex: 1 }}>
          {save.isSuccess && Object.keys(changed).length === 0 && t('pli.configuration.saved')}
        </Typography>
        {mailbox && <DeleteMailbox mailbox={mailbox} onDeleted={onDeleted} />}
      </Box>
      {test.data && <ConnectionSteps key={test.data.test} id={test.data.test} />}
    </Box>
  );
}

/** What the server refuses, with the fields it names. */
function Mistakes({ error }: { readonly error: unknown }) {
  const errorText = useErrorText();
  if (!error) return null;
  return (
    <Alert severity="error">
      {errorText(error)}
      {problemOf(error)?.errors?.map(({ path, message }) => (
        <Typography key={`${path} ${message}`} sx={{ fontSize: 13 }}>
          {path} {message}
        </Typography>
      ))}
    </Alert>
  );
}
