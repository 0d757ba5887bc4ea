/** The timeline: what happened, by whom, when; the latest first. */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useTimeline } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { Failed } from '../../shell/Failed.tsx';
import { useEventText } from './use-event-text.ts';

export function HistoryTab({ dossier }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const { data = [], error, refetch } = useTimeline(dossier.id);
  const { what, actor } = useEventText(dossier.definition);
  if (error && data.length === 0) return <Failed error={error} onRetry={() => void refetch()} />;
  return (
    <Box
      component="ol"
      reversed
      aria-label={t('pli.side.history')}
      sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}
    >
      {data.toReversed().map((event) => (
        <Box component="li" key={event.seq} sx={{ borderLeft: 2, borderColor: 'divider', pl: 1.5 }}>
          <div>{what(event)}</div>
          <Box sx={{ color: 'text.secondary', fontSize: 12 }}>
            {actor(event)} · <time dateTime={event.at}>{format.dateTime(event.at)}</time>
          </Box>
        </Box>
      ))}
    </Box>
  );
}
