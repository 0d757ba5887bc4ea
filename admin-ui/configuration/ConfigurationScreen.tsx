/** Configuration: the timers of the lifecycle, and the queues. */
import { Box, Tab, Tabs, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { useDocumentTitle } from '../shell/Shell.tsx';
import { QueuesPane } from './QueuesPane.tsx';
import { TimersPane } from './TimersPane.tsx';

const PANES = ['timers', 'queues'] as const;

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
        <Tabs value={current} component="nav" role="navigation" aria-label={t('pli.configuration.title')}>
          {PANES.map((each) => (
            <Tab
              key={each}
              value={each}
              role="link"
              aria-current={each === current ? 'page' : undefined}
              label={t(`pli.configuration.${each}`)}
              component={Link}
              to={`/configuration/${each}`}
            />
          ))}
        </Tabs>
        {current === 'timers' ? <TimersPane /> : <QueuesPane />}
      </Box>
    </Box>
  );
}
