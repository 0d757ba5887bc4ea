/** How the dossier stands, how it ended, and what will happen to it by itself. */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useNameOf, useQueues } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { StateChip } from '../StateChip.tsx';
import { TimerChip } from '../timers/TimerChip.tsx';
import { useTimerText } from '../timers/use-timer-text.ts';
import { type Fact, Facts } from './Facts.tsx';
import { useOutcomeFacts } from './use-outcome-facts.tsx';

export function DossierTab({ dossier }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useNameOf();
  const outcome = useOutcomeFacts(dossier);
  const queue = useQueues().find((q) => q.id === dossier.queue)?.name ?? dossier.queue;
  const facts: readonly Fact[] = [
    { name: t('pli.side.state'), value: <StateChip dossier={dossier} /> },
    { name: t('pli.side.assignee'), value: dossier.assignee ? nameOf(dossier.assignee) : t('pli.thread.nobody') },
    { name: t('pli.desk.queue'), value: queue },
    { name: t('pli.side.direction'), value: t(`pli.side.${dossier.direction}`) },
    { name: t('pli.side.opened'), value: format.dateTime(dossier.openedAt) },
    ...outcome,
  ];
  return (
    <>
      <Facts facts={facts} />
      <Timers dossier={dossier} />
    </>
  );
}

/** « Se déclenche le … parce que … », and what it does (O8). */
function Timers({ dossier }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  const { name, sentence, effect } = useTimerText(dossier.definition);
  if (dossier.timers.length === 0) return null;
  return (
    <Box component="section" aria-labelledby="side-timers" sx={{ mt: 3 }}>
      <Box component="h3" id="side-timers" sx={{ m: 0, mb: 1, fontSize: 12, fontWeight: 600, color: 'text.secondary' }}>
        {t('pli.timer.title')}
      </Box>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {dossier.timers.map((timer) => (
          <Box
            component="li"
            key={timer.timer}
            sx={{ p: 1, border: 1, borderColor: 'divider', borderRadius: 1, fontSize: 13 }}
          >
            <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1 }}>
              <Box sx={{ fontWeight: 600 }}>{name(timer)}</Box>
              <TimerChip clock={timer} definition={dossier.definition} />
            </Box>
            <div>{sentence(timer)}</div>
            <Box sx={{ color: 'text.secondary' }}>{effect(timer)}</Box>
          </Box>
        ))}
      </Box>
    </Box>
  );
}
