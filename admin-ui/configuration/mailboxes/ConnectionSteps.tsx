/** A test of the connection as it goes: each step, what it found, and what to do where it failed. */
import OkIcon from '@mui/icons-material/CheckCircleOutlined';
import FailedIcon from '@mui/icons-material/ErrorOutlined';
import PendingIcon from '@mui/icons-material/RadioButtonUncheckedOutlined';
import SkippedIcon from '@mui/icons-material/RemoveCircleOutlineOutlined';
import { Box, CircularProgress, Typography } from '@mui/material';
import { useEffect, useRef } from 'react';
import { useTranslate } from 'react-admin';
import type { ConnectionTest } from '../../../api/schemas.ts';
import { Failed } from '../../shell/Failed.tsx';
import { useConnectionTest } from './use-mailboxes.ts';

type Step = ConnectionTest['steps'][number];

export function ConnectionSteps({ id }: { readonly id: string }) {
  const t = useTranslate();
  const { data: test, error, refetch } = useConnectionTest(id);
  const section = useRef<HTMLElement>(null);
  const isShown = test !== undefined;
  // It comes below the button, where the form may end the window.
  useEffect(() => {
    if (isShown) section.current?.scrollIntoView({ block: 'nearest' });
  }, [isShown]);
  if (!test) return error ? <Failed error={error} onRetry={() => void refetch()} /> : null;
  const isRight = test.steps.every(({ status }) => status === 'ok');
  const end = test.status === 'done' ? (isRight ? 'right' : 'wrong') : test.status;
  return (
    <Box component="section" ref={section} aria-label={t('pli.mailboxes.test')} sx={{ display: 'grid', gap: 1 }}>
      <Typography role="status" sx={{ fontWeight: 600 }}>
        {t(`pli.mailboxes.testing.${end}`)}
      </Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {test.steps.map((step) => (
          <Line key={step.step} step={step} />
        ))}
      </Box>
    </Box>
  );
}

function Line({ step: { step, status, ms, detail, hint } }: { readonly step: Step }) {
  const t = useTranslate();
  return (
    <Box component="li" sx={{ display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr) auto', gap: 1 }}>
      <Sign status={status} />
      <Box>
        <Typography component="span" sx={{ fontWeight: 600 }}>
          {t(`pli.mailboxes.step.${step}`)}
        </Typography>
        {detail && (
          <Typography component="span" sx={{ overflowWrap: 'anywhere' }}>
            {` — ${detail}`}
          </Typography>
        )}
        {hint && <Typography sx={({ pli }) => ({ color: pli.tones.attention.fg, fontSize: 13 })}>{hint}</Typography>}
      </Box>
      <Typography sx={{ color: 'text.secondary', fontSize: 12, fontVariantNumeric: 'tabular-nums' }}>
        {status === 'ok' || status === 'failed' ? t('pli.mailboxes.ms', { ms }) : ''}
      </Typography>
    </Box>
  );
}

function Sign({ status }: { readonly status: Step['status'] }) {
  const t = useTranslate();
  const label = t(`pli.mailboxes.status.${status}`);
  if (status === 'running') return <CircularProgress size={18} aria-label={label} />;
  const Icon = { ok: OkIcon, failed: FailedIcon, skipped: SkippedIcon, pending: PendingIcon }[status];
  const tone = { ok: 'success', failed: 'danger', skipped: 'neutral', pending: 'neutral' } as const;
  return <Icon titleAccess={label} sx={({ pli }) => ({ fontSize: 20, color: pli.tones[tone[status]].fg })} />;
}
