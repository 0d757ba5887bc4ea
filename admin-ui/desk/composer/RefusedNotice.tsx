/** Why the reply did not go, and the ways on. The text stays. */
import { Alert, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { problemOf } from '../../data/problem.ts';
import { useErrorText } from '../../shell/Failed.tsx';
import type { Submission } from './primary-reply.ts';
import type { Refused } from './use-send.ts';

interface RefusedNoticeProps {
  readonly refused: Refused;
  readonly onRetry: (submission: Submission) => void;
  readonly onSendAnyway: (submission: Submission) => void;
  readonly onShowAll: () => void;
  readonly onDismiss: () => void;
}

export function RefusedNotice({ refused, onRetry, onSendAnyway, onShowAll, onDismiss }: RefusedNoticeProps) {
  const t = useTranslate();
  const text = useErrorText();
  const problem = problemOf(refused.error);
  const stale = problem?.status === 409 && problem.changes !== undefined;
  // What was decided stays decided; only what did not arrive, or came too often, is worth sending again.
  const mayRetry = problem === null || problem.status === 0 || problem.status === 429 || problem.status >= 500;
  const wrote = problem?.changes?.some(({ type }) => type === 'letterReceived');
  return (
    <Alert severity="warning" onClose={onDismiss} closeText={t('ra.action.close')} sx={{ mx: 2, my: 1 }}>
      {stale ? t(wrote ? 'pli.composer.staleLetter' : 'pli.composer.stale') : text(refused.error)}{' '}
      {t('pli.composer.textKept')}{' '}
      {stale && (
        <Button color="inherit" variant="outlined" onClick={onShowAll}>
          {t('pli.thread.showAll')}
        </Button>
      )}
      {(stale || mayRetry) && (
        <Button color="inherit" onClick={() => (stale ? onSendAnyway : onRetry)(refused.submission)}>
          {t(stale ? 'pli.composer.sendAnyway' : 'pli.error.retry')}
        </Button>
      )}
    </Alert>
  );
}
