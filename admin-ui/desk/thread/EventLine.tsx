/** One thing that happened between letters, as a grey line. */
import { Box } from '@mui/material';
import type { TimelineEvent } from '../../../api/schemas.ts';
import { useServerNow } from '../../data/clock.ts';
import { useFormat } from '../../i18n/format.ts';
import { useEventText } from '../side/use-event-text.ts';

interface EventLineProps {
  readonly event: TimelineEvent;
  readonly definition: { readonly id: string; readonly version: number };
}

export function EventLine({ event, definition }: EventLineProps) {
  const { sentence } = useEventText(definition);
  const format = useFormat();
  const now = useServerNow('minute');
  return (
    <Box sx={{ color: 'text.secondary', fontSize: 12, textAlign: 'center', px: 2 }}>
      {sentence(event)}, <time dateTime={event.at}>{format.moment(event.at, now)}</time>
    </Box>
  );
}
