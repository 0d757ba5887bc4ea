/** « Chaîne vérifiée »: the timeline as read, checked in this browser. */
import { Box } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { TimelineEvent } from '../../../api/schemas.ts';
import { ToneChip } from '../StateChip.tsx';
import { type ChainVerdict, canVerify, verifyChain } from './verify-chain.ts';

interface ChainBadgeProps {
  readonly dossierId: string;
  readonly events: readonly TimelineEvent[];
}

export function ChainBadge({ dossierId, events }: ChainBadgeProps) {
  const t = useTranslate();
  const [verdict, setVerdict] = useState<ChainVerdict | null>(null);
  useEffect(() => {
    if (!canVerify()) return;
    let current = true;
    void verifyChain(dossierId, events).then((found) => current && setVerdict(found));
    return () => {
      current = false;
    };
  }, [dossierId, events]);
  return (
    <Box role="status" sx={{ mb: 2 }}>
      {verdict?.ok && <ToneChip tone="success" text={t('pli.history.verified', { smart_count: verdict.events })} />}
      {verdict?.ok === false && <ToneChip tone="danger" text={t('pli.history.broken', { seq: verdict.seq })} />}
      {!canVerify() && <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{t('pli.history.unverifiable')}</Box>}
    </Box>
  );
}
