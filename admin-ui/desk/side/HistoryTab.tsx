/** The timeline: what happened, by whom, when, by which command; the latest first; its chain verified. */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useTimeline } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { Failed } from '../../shell/Failed.tsx';
import { ChainBadge } from './ChainBadge.tsx';
import { isImplied, isOfDossier, type Step, stepsOf } from './history.ts';
import { useEventText } from './use-event-text.ts';

export function HistoryTab({ dossier }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  const { data, error, refetch } = useTimeline(dossier.id);
  if (error && !data) return <Failed error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <>
      <ChainBadge dossierId={dossier.id} events={data} />
      <Box
        component="ol"
        reversed
        aria-label={t('pli.side.history')}
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}
      >
        {stepsOf(data.filter(isOfDossier))
          .toReversed()
          .map((step) => (
            <HistoryStep key={step.seq} step={step} definition={dossier.definition} />
          ))}
      </Box>
    </>
  );
}

interface HistoryStepProps {
  readonly step: Step;
  readonly definition: DossierDetail['definition'];
}

function HistoryStep({ step, definition }: HistoryStepProps) {
  const format = useFormat();
  const { what, actor, means } = useEventText(definition);
  const { at } = step.events[0];
  return (
    <Box component="li" sx={{ borderLeft: 2, borderColor: 'divider', pl: 1.5, overflowWrap: 'anywhere' }}>
      {step.events
        .filter((event) => !isImplied(event, step.events))
        .map((event) => (
          <Box key={event.seq} sx={{ '& + &': { mt: 0.25 } }}>
            {what(event)}
          </Box>
        ))}
      <Box sx={{ color: 'text.secondary', fontSize: 12, '&::first-letter': { textTransform: 'uppercase' } }}>
        {actor(step.events[0])} · <time dateTime={at}>{format.dateTime(at)}</time> · {means(step)}
      </Box>
    </Box>
  );
}
