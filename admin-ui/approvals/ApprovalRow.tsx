/** One answer that waits: contact and waiting time, subject, who wrote it and what sent it here. */
import { Box } from '@mui/material';
import { useEffect, useRef } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import { serverNow, useServerNow } from '../data/clock.ts';
import { usePolicyNames } from '../data/policies.ts';
import { useNameOf, useUser } from '../data/queries.ts';
import { rowLink } from '../desk/list/row-link.ts';
import { ToneChip } from '../desk/StateChip.tsx';
import { useFormat } from '../i18n/format.ts';
import { REGION_START } from '../shell/use-regions.ts';
import type { Waiting } from './approval-queue.ts';

interface ApprovalRowProps {
  readonly row: Waiting;
  /** Decided; it only keeps its place. */
  readonly gone: boolean;
  readonly open: boolean;
  /** The one row that Tab stops at. */
  readonly stop: boolean;
  readonly href: string;
}

const CLIPPED = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', minWidth: 0, flex: 1 } as const;
const HEIGHT = 80;

export function ApprovalRow({ row, gone, open, stop, href }: ApprovalRowProps) {
  const t = useTranslate();
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (open) link.current?.scrollIntoView({ block: 'nearest' });
  }, [open]);
  return (
    <Box component="li" sx={{ contentVisibility: 'auto', containIntrinsicSize: `auto ${HEIGHT}px` }}>
      <Box
        component={Link}
        ref={link}
        to={href}
        aria-current={open ? 'true' : undefined}
        data-approval={row.id}
        {...(stop ? REGION_START : {})}
        tabIndex={stop ? 0 : -1}
        sx={(theme) => rowLink(theme, { open, faint: gone, height: HEIGHT })}
      >
        <WhoAndWhen row={row} />
        <Box sx={{ ...CLIPPED, flex: 'none', fontSize: 13 }}>{row.subject || t('pli.thread.noSubject')}</Box>
        <Signs row={row} />
      </Box>
    </Box>
  );
}

function WhoAndWhen({ row }: { readonly row: Waiting }) {
  const t = useTranslate();
  const format = useFormat();
  useServerNow('minute');
  const { since } = row.validation;
  const waited = format.duration(serverNow() - Date.parse(since));
  return (
    <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
      <Box component="span" sx={{ ...CLIPPED, fontWeight: 600 }}>
        {row.contact.name || row.contact.email}
      </Box>
      <Box
        component="time"
        dateTime={since}
        title={format.dateTime(since)}
        aria-label={t('pli.approvals.since', { age: waited })}
        sx={{ color: 'text.secondary', fontSize: 12, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}
      >
        {waited}
      </Box>
    </Box>
  );
}

function Signs({ row }: { readonly row: Waiting }) {
  const t = useTranslate();
  const nameOf = useNameOf();
  const me = useUser()?.id;
  const { author, policy, letters } = row.validation;
  const rule = usePolicyNames().find(({ id }) => id === policy);
  const sender = rule
    ? t('pli.approvals.byPolicy', { name: rule.name })
    : t(policy === null ? 'pli.approvals.manual' : 'pli.approvals.sampled');
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
      <Box component="span" sx={{ ...CLIPPED, color: 'text.secondary', fontSize: 12 }}>
        {nameOf(author)} · {sender}
      </Box>
      {author === me && <ToneChip tone="neutral" text={t('pli.approvals.yours')} />}
      {letters.length > 0 && <ToneChip tone="info" text={t('pli.approvals.wroteShort')} />}
      {row.alert === 'validation-overdue' && <ToneChip tone="danger" text={t('pli.approvals.overdue')} />}
    </Box>
  );
}
