/** The desk: list, thread, side panel; one pane at a time where there is no room. */
import { Box } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { useStore, useTranslate } from 'react-admin';
import { useUser } from '../data/queries.ts';
import { useNarrow } from '../shell/Shell.tsx';
import { useShortcut } from '../shell/ShortcutsProvider.tsx';
import { UNSEEN } from '../shell/unseen.ts';
import { REGION } from '../shell/use-regions.ts';
import { DecisionBar } from './DecisionBar.tsx';
import { DecisionProvider } from './DecisionProvider.tsx';
import type { Decision } from './decision.ts';
import { DeskListPane } from './list/DeskListPane.tsx';
import { ResizeHandle } from './ResizeHandle.tsx';
import { LIST_WIDTH } from './sizes.ts';
import { NothingOpen } from './thread/NothingOpen.tsx';
import { ThreadPane } from './thread/ThreadPane.tsx';
import { UndoBar } from './UndoBar.tsx';
import { UndoProvider } from './UndoProvider.tsx';
import { useDeskRoute } from './use-desk-route.ts';
import { useSelection } from './use-selection.ts';

const NewLetter = lazy(() => import('./outbound/NewLetter.tsx').then((m) => ({ default: m.NewLetter })));

export function DeskScreen() {
  const route = useDeskRoute();
  const narrow = useNarrow();
  const t = useTranslate();
  const [width, setWidth] = useStore<number>('desk.listWidth', LIST_WIDTH.usual);
  const [writing, setWriting] = useState(false);
  const mayStart = useUser()?.rights.includes('outbound.start') ?? false;
  const { dossierId } = route;
  const selection = useSelection(route);
  const [decision, setDecision] = useState<Decision | null>(null);
  const onDecided = (decided: Decision) => {
    setDecision(decided);
    selection.goOn(decided.dossierId);
  };
  useShortcut('newLetter', () => (mayStart ? setWriting(true) : false));
  useShortcut('leave', () => (dossierId && narrow ? route.closeDossier() : false));
  return (
    <UndoProvider>
      <Box component="h1" sx={UNSEEN}>
        {t('pli.desk.title')}
      </Box>
      <Box sx={{ display: 'flex', flex: 1, minHeight: 0 }}>
        {!(narrow && dossierId) && (
          <Box
            component="section"
            {...REGION}
            aria-label={t('pli.desk.list')}
            sx={{
              width: narrow ? '100%' : width,
              flex: 'none',
              minHeight: 0,
              display: 'flex',
              flexDirection: 'column',
            }}
          >
            <DeskListPane route={route} selection={selection} onNew={() => setWriting(true)} />
          </Box>
        )}
        {!narrow && <ResizeHandle width={width} onChange={setWidth} label={t('pli.desk.resize')} />}
        {(dossierId || !narrow) && (
          <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
            {dossierId ? (
              <DecisionProvider value={onDecided}>
                <ThreadPane key={dossierId} dossierId={dossierId} onBack={route.closeDossier} />
              </DecisionProvider>
            ) : (
              <NothingOpen />
            )}
          </Box>
        )}
      </Box>
      {writing && (
        <Suspense fallback={null}>
          <NewLetter onClose={() => setWriting(false)} onOpened={route.openDossier} />
        </Suspense>
      )}
      <UndoBar openDossier={dossierId} onUndone={route.openDossier} />
      {decision && (
        <DecisionBar
          key={decision.dossierId}
          decision={decision}
          onUndone={() => route.openDossier(decision.dossierId)}
          onEnd={() => setDecision(null)}
        />
      )}
    </UndoProvider>
  );
}
