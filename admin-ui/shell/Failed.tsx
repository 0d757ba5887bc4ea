/** An error of a pane: what happened, what was kept, and another try. */
import ErrorIcon from '@mui/icons-material/CloudOffOutlined';
import { Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { problemOf } from '../data/problem.ts';
import { Notice } from './Notice.tsx';

interface FailedProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** The server's own words where it has some. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslate();
  return (error) => {
    const problem = problemOf(error);
    if (problem?.detail) return problem.detail;
    return t(problem?.code === 'offline' ? 'pli.error.offline' : 'pli.error.unexpected');
  };
}

export function Failed({ error, onRetry }: FailedProps) {
  const t = useTranslate();
  const text = useErrorText();
  return (
    <Notice
      alert
      icon={<ErrorIcon />}
      title={t('pli.error.title')}
      text={`${text(error)} ${t('pli.error.kept')}`}
      action={
        <Button variant="outlined" onClick={onRetry}>
          {t('pli.error.retry')}
        </Button>
      }
    />
  );
}
