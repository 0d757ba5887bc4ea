/** Deletes a mailbox, once its address is typed: says first what that interrupts (W5). */
import { Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Mailbox } from '../../../api/schemas.ts';
import { DeleteButton } from '../DeleteButton.tsx';
import { useDeleteMailbox } from './use-mailboxes.ts';

interface DeleteMailboxProps {
  readonly mailbox: Mailbox;
  readonly onDeleted: (batch: string | null) => void;
}

export function DeleteMailbox({ mailbox: { id, address, live }, onDeleted }: DeleteMailboxProps) {
  const t = useTranslate();
  const say = (key: string, more = {}) => t(`pli.mailboxes.delete.${key}`, more);
  return (
    <DeleteButton
      title={say('title')}
      typed={address}
      remove={useDeleteMailbox(id)}
      onDeleted={({ batch }) => onDeleted(batch)}
    >
      <Typography>{say('what', { address })}</Typography>
      <Typography>{live > 0 ? say('interrupts', { smart_count: live }) : say('nothing')}</Typography>
    </DeleteButton>
  );
}
