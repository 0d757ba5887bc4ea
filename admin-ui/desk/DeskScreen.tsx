/** The desk: list, thread, side panel; one pane at a time where there is no room. */
import { Box } from '@mui/material';
import { useStore, useTranslate } from 'react-admin';
import { useNarrow } from '../shell/Shell.tsx';
import { useShortcut } from '../shell/ShortcutsProvider.tsx';
import { DeskListPane } from './list/DeskListPane.tsx';
import { ResizeHandle } from './ResizeHandle.tsx';
import { LIST_WIDTH } from './sizes.ts';
import { NothingOpen } from './thread/NothingOpen.tsx';
import { ThreadPane } from './thread/ThreadPane.tsx';
import { UndoBar } from './UndoBar.tsx';
import { UndoProvider } from './UndoProvider.tsx';
import { useDeskRoute } from './use-desk-route.ts';

/** For screen readers only. */
const UNSEEN = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
} as const;

export function DeskScreen() {
  const route = useDeskRoute();
  const narrow = useNarrow();
  const t = useTranslate();
  const [width, setWidth] = useStore<number>('desk.listWidth', LIST_WIDTH.usual);
  const { dossierId } = route;
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
            aria-label={t('pli.desk.list')}
            sx={{
              width: narrow ? '100%' : width,
              flex: 'none',
              minHeight: 0,
              display: 'flex',
              flexDirection: 'column',
            }}
          >
            <DeskListPane route={route} />
          </Box>
        )}
        {!narrow && <ResizeHandle width={width} onChange={setWidth} label={t('pli.desk.resize')} />}
        {(dossierId || !narrow) && (
          <Box sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }}>
            {dossierId ? (
              <ThreadPane key={dossierId} dossierId={dossierId} onBack={route.closeDossier} />
            ) : (
              <NothingOpen />
            )}
          </Box>
        )}
      </Box>
      <UndoBar openDossier={dossierId} />
    </UndoProvider>
  );
}
