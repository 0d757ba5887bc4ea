/** Whom a queue writes as (C7, G5): its main mailbox, and the others that its agents may choose. */
import { MenuItem, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Mailbox, QueueSettingsInput } from '../../api/schemas.ts';
import { ActionDialog } from '../desk/actions/ActionDialog.tsx';
import { FieldGroup } from './FieldGroup.tsx';
import { NamePicker } from './NamePicker.tsx';
import type { Change } from './QueueFields.tsx';

interface QueueMailboxesProps {
  readonly settings: QueueSettingsInput;
  readonly onChange: Change;
  readonly mailboxes: readonly Mailbox[];
}

export function QueueMailboxes({ settings, onChange, mailboxes }: QueueMailboxesProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.configuration.queue.${key}`);
  const { mailbox, otherMailboxes } = settings;
  const isTheirs = (id: string) => id === mailbox || otherMailboxes.includes(id);
  // C13: nobody reads what is answered to one that is only written from.
  const read = mailboxes.filter(({ id, outboundOnly, enabled }) => !outboundOnly && (enabled || isTheirs(id)));
  const others = otherMailboxes.filter((id) => read.some((one) => one.id === id));
  const choose = (chosen: string) =>
    onChange({ mailbox: chosen, otherMailboxes: otherMailboxes.filter((id) => id !== chosen) });
  return (
    <FieldGroup title={say('senders')}>
      <TextField
        select
        label={say('mailbox')}
        helperText={say('mailboxHint')}
        value={read.some(({ id }) => id === mailbox) ? mailbox : ''}
        onChange={({ target }) => choose(target.value)}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="" disabled>
          {say('noMailbox')}
        </MenuItem>
        {read.map(({ id, address }) => (
          <MenuItem key={id} value={id}>
            {address}
          </MenuItem>
        ))}
      </TextField>
      <NamePicker
        label={say('otherMailboxes')}
        hint={say('otherMailboxesHint')}
        options={read.filter(({ id }) => id !== mailbox).map(({ id, address }) => ({ id, name: address }))}
        value={others}
        onChange={(ids) => onChange({ otherMailboxes: ids })}
      />
    </FieldGroup>
  );
}

interface UnverifiedProps {
  readonly address: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asked before a queue begins to write from a mailbox that no test proved to send. */
export function Unverified({ address, onConfirm, onClose }: UnverifiedProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.configuration.queue.${key}`, { address });
  return (
    <ActionDialog
      title={say('unverified')}
      confirm={say('unverifiedDo')}
      ready
      busy={false}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>{say('unverifiedWhat')}</Typography>
    </ActionDialog>
  );
}
