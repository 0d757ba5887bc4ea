/** One answer to decide on: read first, or said to be no longer waiting. */
import DecidedIcon from '@mui/icons-material/TaskAltOutlined';
import { Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { useDossier } from '../data/queries.ts';
import { ThreadSkeleton } from '../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../shell/Failed.tsx';
import { Notice } from '../shell/Notice.tsx';
import { ApprovalDesk } from './ApprovalDesk.tsx';
import type { Amendments } from './use-amendments.ts';
import { type Decision, useDecision } from './use-decision.ts';

interface ApprovalPaneProps {
  readonly dossierId: string;
  readonly amendments: Amendments;
  /** Null where the list is beside it. */
  readonly onBack: (() => void) | null;
  readonly onDecided: (decision: Decision) => void;
  /** Null: nothing else waits. */
  readonly onNext: (() => void) | null;
}

export function ApprovalPane({ dossierId, amendments, onBack, onDecided, onNext }: ApprovalPaneProps) {
  const { data: dossier, error, refetch } = useDossier(dossierId);
  const deciding = useDecision(dossier, dossierId, onDecided);
  if (!dossier) return error ? <Failed error={error} onRetry={() => void refetch()} /> : <ThreadSkeleton />;
  const { validation } = dossier;
  if (validation) {
    return (
      <ApprovalDesk
        dossier={dossier}
        validation={validation}
        deciding={deciding}
        amendments={amendments}
        onBack={onBack}
      />
    );
  }
  return deciding.busy ? <ThreadSkeleton /> : <NoLongerWaiting dossierId={dossierId} onNext={onNext} />;
}

function NoLongerWaiting({ dossierId, onNext }: Pick<ApprovalPaneProps, 'dossierId' | 'onNext'>) {
  const t = useTranslate();
  return (
    <Notice
      icon={<DecidedIcon />}
      title={t('pli.approvals.decided.title')}
      text={t('pli.approvals.decided.text')}
      action={
        <Box sx={{ display: 'flex', gap: 1, justifyContent: 'center' }}>
          <Button component={Link} to={`/desk/inProgress/${encodeURIComponent(dossierId)}`} variant="outlined">
            {t('pli.approvals.decided.open')}
          </Button>
          {onNext && (
            <Button variant="contained" onClick={onNext}>
              {t('pli.approvals.decided.next')}
            </Button>
          )}
        </Box>
      }
    />
  );
}
