/** Where replies are written, docked under the letters: a bar, or the composer once somebody writes. */

import ForwardIcon from '@mui/icons-material/ForwardOutlined';
import ReplyAllIcon from '@mui/icons-material/ReplyAllOutlined';
import ReplyIcon from '@mui/icons-material/ReplyOutlined';
import { Box, Button, Skeleton } from '@mui/material';
import { lazy, Suspense } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { ErrorBoundary } from '../../shell/ErrorBoundary.tsx';
import { REGION } from '../../shell/use-regions.ts';
import { DraftNote } from './DraftNote.tsx';
import { answerTo } from './draft.ts';
import type { ComposerOpen } from './use-composer-open.ts';

const Composer = lazy(() => import('./Composer.tsx').then((m) => ({ default: m.Composer })));

interface ComposerDockProps {
  readonly dossier: DossierDetail;
  readonly composer: ComposerOpen;
  readonly seenVersion: number;
  readonly onShowAll: () => void;
  /** Hands the latest letter on; null where it may not be. */
  readonly onForward: (() => void) | null;
}

export function ComposerDock({ dossier, composer, seenVersion, onShowAll, onForward }: ComposerDockProps) {
  if (!composer.mayReply && !composer.isOpen && !onForward) return null;
  return (
    <Box
      {...REGION}
      sx={{
        flex: 'none',
        maxHeight: '66%',
        display: 'flex',
        flexDirection: 'column',
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      {composer.isOpen ? (
        <ErrorBoundary>
          <Suspense fallback={<Skeleton animation={false} variant="rounded" height={240} sx={{ m: 2 }} />}>
            <Composer
              dossier={dossier}
              seenVersion={seenVersion}
              onShowAll={onShowAll}
              start={composer.start}
              onClose={composer.close}
            />
          </Suspense>
        </ErrorBoundary>
      ) : (
        <ReplyBar dossier={dossier} composer={composer} onForward={onForward} />
      )}
    </Box>
  );
}

/** The one place where the latest letter is answered or handed on. */
function ReplyBar({ dossier, composer, onForward }: Pick<ComposerDockProps, 'dossier' | 'composer' | 'onForward'>) {
  const t = useTranslate();
  return (
    <Box sx={{ px: 2, py: 1, display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      {composer.mayReply && (
        <Button variant="outlined" startIcon={<ReplyIcon />} onClick={() => composer.open()}>
          {t(dossier.draft ? 'pli.composer.resume' : 'pli.composer.reply')}
        </Button>
      )}
      {composer.mayReply && !dossier.draft && dossier.reply.inReplyTo !== null && (
        <Button startIcon={<ReplyAllIcon />} onClick={() => composer.open(answerTo(dossier, 'replyAll'))}>
          {t('pli.composer.replyAll')}
        </Button>
      )}
      {onForward && (
        <Button startIcon={<ForwardIcon />} onClick={onForward}>
          {t('pli.composer.forward')}
        </Button>
      )}
      {dossier.draft && <DraftNote draft={dossier.draft} />}
    </Box>
  );
}
