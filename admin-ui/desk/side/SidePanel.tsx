/** Beside the thread: who writes, how the dossier stands, what happened to it. */
import BackIcon from '@mui/icons-material/ArrowBackOutlined';
import { Box, IconButton, Tab, Tabs } from '@mui/material';
import { useStore, useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { REGION } from '../../shell/use-regions.ts';
import { ContactTab } from './ContactTab.tsx';
import { DossierTab } from './DossierTab.tsx';
import { HistoryTab } from './HistoryTab.tsx';

const TABS = ['contact', 'dossier', 'history'] as const;

interface SidePanelProps {
  readonly dossier: DossierDetail;
  /** Beside the thread; over it where room is short; alone where there is none. */
  readonly place: 'beside' | 'over' | 'alone';
  readonly onClose: () => void;
}

export function SidePanel({ dossier, place, onClose }: SidePanelProps) {
  const t = useTranslate();
  const [kept, setTab] = useStore<(typeof TABS)[number]>('desk.sideTab', 'dossier');
  const tab = TABS.find((each) => each === kept) ?? 'dossier';
  return (
    <Box
      component="aside"
      {...REGION}
      aria-label={t('pli.side.title')}
      sx={{
        width: place === 'alone' ? '100%' : 320,
        ...(place === 'over' && { position: 'absolute', top: 0, right: 0, bottom: 0, zIndex: 2, boxShadow: 6 }),
        flex: 'none',
        display: 'flex',
        flexDirection: 'column',
        minHeight: 0,
        borderLeft: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', borderBottom: 1, borderColor: 'divider' }}>
        {place !== 'beside' && (
          <IconButton aria-label={t('pli.thread.back')} onClick={onClose} sx={{ mx: 1 }}>
            <BackIcon />
          </IconButton>
        )}
        <Tabs
          value={tab}
          onChange={(_, value: (typeof TABS)[number]) => setTab(value)}
          aria-label={t('pli.side.title')}
        >
          {TABS.map((each) => (
            <Tab
              key={each}
              value={each}
              label={t(`pli.side.${each}`)}
              id={`side-tab-${each}`}
              aria-controls="side-panel"
            />
          ))}
        </Tabs>
      </Box>
      <Box
        role="tabpanel"
        id="side-panel"
        aria-labelledby={`side-tab-${tab}`}
        tabIndex={0}
        sx={{ flex: 1, overflowY: 'auto', p: 2 }}
      >
        {tab === 'contact' && <ContactTab dossier={dossier} />}
        {tab === 'dossier' && <DossierTab dossier={dossier} />}
        {tab === 'history' && <HistoryTab dossier={dossier} />}
      </Box>
    </Box>
  );
}
