/** « Boîtes aux lettres »: the list with how each fares, and the one that is added or set (C4). */
import EmptyIcon from '@mui/icons-material/MailOutlined';
import { Alert, Box } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { useNavigate, useParams } from 'react-router-dom';
import { useQueues } from '../../data/queries.ts';
import { ThreadSkeleton } from '../../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../../shell/Failed.tsx';
import { Notice } from '../../shell/Notice.tsx';
import { AddLink } from '../AddLink.tsx';
import { BackLink } from '../BackLink.tsx';
import { BatchProgress } from '../BatchProgress.tsx';
import { MailboxForm } from './MailboxForm.tsx';
import { MailboxTable } from './MailboxTable.tsx';
import { useMailboxes } from './use-mailboxes.ts';

const LIST = '/configuration/mailboxes';

export function MailboxesPane() {
  const t = useTranslate();
  const navigate = useNavigate();
  const { data: mailboxes, error, refetch } = useMailboxes();
  const queues = useQueues().filter(({ status }) => status !== 'deleted');
  const [batch, setBatch] = useState<string | null>(null);
  const { id: chosen } = useParams();
  if (!mailboxes) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <ThreadSkeleton />;
  const mailbox = mailboxes.find(({ id }) => id === chosen);
  const leave = (started: string | null) => {
    setBatch(started);
    void navigate(LIST);
  };
  if (mailbox || chosen === 'new')
    return (
      <Box sx={{ display: 'grid', gap: 2 }}>
        <BackLink to={LIST} text={t('pli.mailboxes.back')} />
        <MailboxForm
          key={mailbox?.id ?? 'new'}
          mailbox={mailbox ?? null}
          queues={queues}
          onSaved={({ id }) => void navigate(`${LIST}/${encodeURIComponent(id)}`)}
          onDeleted={leave}
        />
      </Box>
    );
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <AddLink to={`${LIST}/new`} text={t('pli.mailboxes.add')} />
      {batch !== null && (
        <Alert severity="info">
          {t('pli.mailboxes.interrupting')}
          <BatchProgress id={batch} />
        </Alert>
      )}
      {mailboxes.length === 0 ? (
        <Notice icon={<EmptyIcon />} title={t('pli.mailboxes.empty')} />
      ) : (
        <MailboxTable mailboxes={mailboxes} queues={queues} />
      )}
    </Box>
  );
}
