/** How a mailbox fares: a word for the list, a sentence for its own screen; and whether it is known to send. */
import { Alert, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Mailbox } from '../../../api/schemas.ts';
import type { Tone } from '../../../domain/lifecycle/definition.ts';
import { ToneChip } from '../../desk/StateChip.tsx';
import { useFormat } from '../../i18n/format.ts';

const TONES: Readonly<Record<Mailbox['condition'], Tone>> = {
  off: 'neutral',
  outboundOnly: 'neutral',
  starting: 'progress',
  catchingUp: 'progress',
  working: 'success',
  failing: 'danger',
  unwatched: 'danger',
  silent: 'attention',
};
const SEVERITIES = { danger: 'error', attention: 'warning', success: 'success' } as const;

export function ConditionChip({ mailbox: { condition, waiting } }: { readonly mailbox: Mailbox }) {
  const t = useTranslate();
  const text = t(`pli.mailboxes.condition.${condition}`, { waiting });
  return <ToneChip tone={TONES[condition]} text={text} />;
}

/** With since when, and what the server said where it fails (peer 31). */
export function ConditionAlert({ mailbox }: { readonly mailbox: Mailbox }) {
  const t = useTranslate();
  const format = useFormat();
  const { condition, since, lastError, waiting } = mailbox;
  const tone = TONES[condition];
  const severity = tone in SEVERITIES ? SEVERITIES[tone as keyof typeof SEVERITIES] : 'info';
  const said = condition === 'failing' ? lastError?.reason : undefined;
  return (
    <Alert severity={severity} role={severity === 'error' || severity === 'warning' ? 'alert' : 'status'}>
      {t(`pli.mailboxes.says.${condition}`, {
        at: since ? format.dateTime(since) : '',
        waiting,
      })}
      {lastError?.signInRefused && condition === 'failing' && ` ${t('pli.mailboxes.says.signInRefused')}`}
      {said && ` (${said})`}
    </Alert>
  );
}

/** Whether a test proved that letters leave by its present settings. */
export function SendingProof({ mailbox: { verifiedAt } }: { readonly mailbox: Mailbox }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>
      {verifiedAt ? t('pli.mailboxes.verified', { at: format.dateTime(verifiedAt) }) : t('pli.mailboxes.neverVerified')}
    </Typography>
  );
}
