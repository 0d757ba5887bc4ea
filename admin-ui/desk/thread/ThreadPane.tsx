/** One dossier: head, letters, composer; its side panel beside them. */
import { Box, useMediaQuery } from '@mui/material';
import { useState } from 'react';
import { useStore, useTranslate } from 'react-admin';
import type { DossierDetail, Message } from '../../../api/schemas.ts';
import { useDossier, useMessages, useTimeline } from '../../data/queries.ts';
import { Failed } from '../../shell/Failed.tsx';
import { useDocumentTitle, useNarrow } from '../../shell/Shell.tsx';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import { REGION } from '../../shell/use-regions.ts';
import { ComposerDock } from '../composer/ComposerDock.tsx';
import { answerTo } from '../composer/draft.ts';
import { ForwardDialog } from '../composer/ForwardDialog.tsx';
import { LetterActions, mayForward } from '../composer/LetterActions.tsx';
import { useComposerOpen } from '../composer/use-composer-open.ts';
import { SidePanel } from '../side/SidePanel.tsx';
import { NewLetterBanner } from './NewLetterBanner.tsx';
import { Thread } from './Thread.tsx';
import { ThreadBanners } from './ThreadBanners.tsx';
import { ThreadHead } from './ThreadHead.tsx';
import { ThreadSkeleton } from './ThreadSkeleton.tsx';
import { useMarkRead } from './use-mark-read.ts';
import { useSeen } from './use-seen.ts';

/** Room enough for list, thread and panel side by side. */
const ROOMY = '(min-width:1200px)';

interface ThreadPaneProps {
  readonly dossierId: string;
  readonly onBack: () => void;
}

export function ThreadPane({ dossierId, onBack }: ThreadPaneProps) {
  const { data, error, refetch } = useDossier(dossierId);
  if (data) return <OpenDossier dossier={data} onBack={onBack} />;
  if (error) return <Failed error={error} onRetry={() => void refetch()} />;
  return <ThreadSkeleton />;
}

function OpenDossier({ dossier, onBack }: { readonly dossier: DossierDetail; readonly onBack: () => void }) {
  const t = useTranslate();
  const narrow = useNarrow();
  const [sideKept, setSideKept] = useStore<boolean>('desk.side', true);
  const [sideOver, setSideOver] = useState(false);
  const roomy = useMediaQuery(ROOMY, { noSsr: true });
  const side = roomy ? sideKept : sideOver;
  const messages = useMessages(dossier.id);
  const { data: events = [] } = useTimeline(dossier.id);
  const composer = useComposerOpen(dossier);
  const seen = useSeen(dossier, messages, composer.isOpen);
  useMarkRead(dossier.id, seen.shown);
  useDocumentTitle(t('pli.thread.title', { number: dossier.number, subject: dossier.subject }));
  useShortcut('reply', () => (composer.mayReply ? composer.open() : false));
  const [forwarded, setForwarded] = useState<Message | null>(null);
  const latest = messages.data?.findLast((letter) => mayForward(dossier, letter));
  useShortcut('forward', () => (latest ? setForwarded(latest) : false));
  useShortcut('replyAll', () => (composer.mayReply ? composer.open(answerTo(dossier, 'replyAll')) : false));
  const toggleSide = () => (roomy ? setSideKept(!sideKept) : setSideOver(!sideOver));
  return (
    <Box sx={{ position: 'relative', display: 'flex', flex: 1, minHeight: 0 }}>
      {!(narrow && side) && (
        <Box
          component="section"
          {...REGION}
          aria-label={t('pli.thread.title', { number: dossier.number, subject: dossier.subject })}
          sx={{ flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', bgcolor: 'background.default' }}
        >
          <ThreadHead dossier={dossier} onBack={narrow ? onBack : null} side={side} onSide={toggleSide} />
          <ThreadBanners dossier={dossier} writing={composer.isOpen} />
          <Thread
            letters={seen.shown}
            fresh={seen.fresh}
            onViewed={seen.view}
            events={events}
            state={messages}
            dossier={dossier}
            actions={(letter) => (
              <LetterActions dossier={dossier} letter={letter} composer={composer} onForward={setForwarded} />
            )}
          />
          <NewLetterBanner count={seen.waiting} onShow={seen.showAll} />
          <ComposerDock
            dossier={dossier}
            composer={composer}
            seenVersion={seen.version}
            onShowAll={seen.showAll}
            onForward={latest ? () => setForwarded(latest) : null}
          />
        </Box>
      )}
      {forwarded && <ForwardDialog dossierId={dossier.id} letter={forwarded} onClose={() => setForwarded(null)} />}
      {side && (
        <SidePanel dossier={dossier} onClose={toggleSide} place={narrow ? 'alone' : roomy ? 'beside' : 'over'} />
      )}
    </Box>
  );
}
