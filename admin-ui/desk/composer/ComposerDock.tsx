/** Where replies are written, docked under the letters: a bar, or the composer once somebody writes. */

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
}

export function ComposerDock({ dossier, composer, seenVersion, onShowAll }: ComposerDockProps) {
  if (!composer.mayReply && !composer.isOpen) return null;
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
        <ReplyBar dossier={dossier} composer={composer} />
      )}
    </Box>
  );
}

function ReplyBar({ dossier, composer }: Pick<ComposerDockProps, 'dossier' | 'composer'>) {
  const t = useTranslate();
  return (
    <Box sx={{ px: 2, py: 1, display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
      <Button variant="outlined" startIcon={<ReplyIcon />} onClick={() => composer.open()}>
        {t(dossier.draft ? 'pli.composer.resume' : 'pli.composer.reply')}
      </Button>
      {!dossier.draft && dossier.reply.inReplyTo !== null && (
        <Button startIcon={<ReplyAllIcon />} onClick={() => composer.open(answerTo(dossier, 'replyAll'))}>
          {t('pli.composer.replyAll')}
        </Button>
      )}
      {dossier.draft && <DraftNote draft={dossier.draft} />}
    </Box>
  );
}
