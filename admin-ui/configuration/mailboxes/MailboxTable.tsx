/** A line a mailbox: who it is, whether it works, what may be done with it. */
import { Button, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { Mailbox, Queue } from '../../../api/schemas.ts';
import { useFormat } from '../../i18n/format.ts';
import { ConditionChip, SendingProof } from './Condition.tsx';

const COLUMNS = ['user', 'address', 'service', 'state', 'queue', 'lastLetter', 'actions'] as const;

interface MailboxTableProps {
  readonly mailboxes: readonly Mailbox[];
  readonly queues: readonly Queue[];
}

export function MailboxTable({ mailboxes, queues }: MailboxTableProps) {
  const t = useTranslate();
  return (
    <TableContainer
      tabIndex={0}
      role="region"
      aria-label={t('pli.configuration.mailboxes')}
      sx={{ border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper' }}
    >
      <Table size="small">
        <TableHead>
          <TableRow>
            {COLUMNS.map((column) => (
              <TableCell key={column} sx={{ fontWeight: 600 }}>
                {t(`pli.mailboxes.columns.${column}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {mailboxes.map((mailbox) => (
            <Line
              key={mailbox.id}
              mailbox={mailbox}
              queue={queues.find(({ id }) => id === mailbox.queue)?.name ?? '—'}
            />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Line({ mailbox, queue }: { readonly mailbox: Mailbox; readonly queue: string }) {
  const t = useTranslate();
  const format = useFormat();
  const { id, address, imap, smtp, lastLetterAt, outboundOnly } = mailbox;
  return (
    <TableRow hover>
      <TableCell>{(imap ?? smtp).user}</TableCell>
      <TableCell component="th" scope="row" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {address}
      </TableCell>
      <TableCell>{t(outboundOnly ? 'pli.mailboxes.smtpOnly' : 'pli.mailboxes.imap')}</TableCell>
      <TableCell>
        <ConditionChip mailbox={mailbox} />
        <SendingProof mailbox={mailbox} />
      </TableCell>
      <TableCell>{queue}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
        {lastLetterAt ? format.dateTime(lastLetterAt) : '—'}
      </TableCell>
      <TableCell>
        <Button
          component={Link}
          to={`/configuration/mailboxes/${encodeURIComponent(id)}`}
          aria-label={t('pli.mailboxes.editOne', { address })}
        >
          {t('pli.mailboxes.edit')}
        </Button>
      </TableCell>
    </TableRow>
  );
}
