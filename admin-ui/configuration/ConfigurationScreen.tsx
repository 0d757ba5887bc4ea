/** Configuration: a pane for each thing that is set. */
import { Box, Button, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { useDocumentTitle } from '../shell/Shell.tsx';
import { AutomaticRepliesPane } from './automatic-replies/AutomaticRepliesPane.tsx';
import { DefinitionsPane } from './DefinitionsPane.tsx';
import { EmailPane } from './email/EmailPane.tsx';
import { TemplatesPane } from './email/TemplatesPane.tsx';
import { MailboxesPane } from './mailboxes/MailboxesPane.tsx';
import { GroupsPane } from './people/GroupsPane.tsx';
import { PeoplePane } from './people/PeoplePane.tsx';
import { PoliciesPane } from './policies/PoliciesPane.tsx';
import { QueuesPane } from './QueuesPane.tsx';
import { TimersPane } from './TimersPane.tsx';

const PANES = {
  timers: TimersPane,
  definitions: DefinitionsPane,
  queues: QueuesPane,
  people: PeoplePane,
  groups: GroupsPane,
  mailboxes: MailboxesPane,
  email: EmailPane,
  templates: TemplatesPane,
  automaticReplies: AutomaticRepliesPane,
  policies: PoliciesPane,
} as const;
const NAMES = Object.keys(PANES) as (keyof typeof PANES)[];

export function ConfigurationScreen() {
  const t = useTranslate();
  const { pane } = useParams();
  const current = NAMES.find((known) => known === pane) ?? 'timers';
  const Pane = PANES[current];
  useDocumentTitle(t(`pli.configuration.${current}`));
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflowY: 'auto', p: 2 }}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: 1080, mx: 'auto' }}>
        <Typography component="h1" sx={{ fontSize: 20, fontWeight: 650 }}>
          {t('pli.configuration.title')}
        </Typography>
        <Box
          component="nav"
          aria-label={t('pli.configuration.title')}
          sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}
        >
          {NAMES.map((each) => (
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
        <Pane />
      </Box>
    </Box>
  );
}
