/** Configuration: the timers of the lifecycle, the queues, the mailboxes and what they answer by themselves. */
import { Box, Button, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { useDocumentTitle } from '../shell/Shell.tsx';
import { AutomaticRepliesPane } from './automatic-replies/AutomaticRepliesPane.tsx';
import { EmailPane } from './email/EmailPane.tsx';
import { TemplatesPane } from './email/TemplatesPane.tsx';
import { MailboxesPane } from './mailboxes/MailboxesPane.tsx';
import { QueuesPane } from './QueuesPane.tsx';
import { TimersPane } from './TimersPane.tsx';

const PANES = ['timers', 'queues', 'mailboxes', 'email', 'templates', 'automaticReplies'] as const;

export function ConfigurationScreen() {
  const t = useTranslate();
  const { pane } = useParams();
  const current = PANES.find((known) => known === pane) ?? 'timers';
  useDocumentTitle(t(`pli.configuration.${current}`));
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', p: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 1080, mx: 'auto' }}>
        <Typography component="h1" sx={{ fontSize: 20, fontWeight: 650 }}>
          {t('pli.configuration.title')}
        </Typography>
        <Box component="nav" aria-label={t('pli.configuration.title')} sx={{ display: 'flex', gap: 1 }}>
          {PANES.map((each) => (
            <Button
              key={each}
              component={Link}
              to={`/configuration/${each}`}
              variant={each === current ? 'contained' : 'text'}
              aria-current={each === current ? 'page' : undefined}
            >
              {t(`pli.configuration.${each}`)}
            </Button>
          ))}
        </Box>
        {current === 'timers' && <TimersPane />}
        {current === 'queues' && <QueuesPane />}
        {current === 'mailboxes' && <MailboxesPane />}
        {current === 'email' && <EmailPane />}
        {current === 'templates' && <TemplatesPane />}
        {current === 'automaticReplies' && <AutomaticRepliesPane />}
      </Box>
    </Box>
  );
}
