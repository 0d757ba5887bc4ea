/** How long contacts wait, in whosever hands: how many, how many too long, and since when the first does (O11). */
import { Box, TableCell } from '@mui/material';
import type { WaitLive } from '../../api/schemas.ts';
import type { Tone } from '../../domain/lifecycle/definition.ts';
import { serverNow, useServerNow } from '../data/clock.ts';
import { ToneChip } from '../desk/StateChip.tsx';
import { useFormat } from '../i18n/format.ts';

export const WAIT_COLUMNS = [
  { id: 'unanswered', width: 104, numeric: true },
  { id: 'late', width: 96, numeric: true },
  { id: 'soonLate', width: 104, numeric: true },
  { id: 'oldest', width: 104, numeric: true },
  { id: 'helpAsked', width: 104, numeric: true },
] as const;

export function WaitCells({ wait: { unanswered, late, soonLate, oldest, helpAsked } }: { readonly wait: WaitLive }) {
  return (
    <>
      <TableCell align="right" sx={{ fontWeight: unanswered > 0 ? 600 : 400 }}>
        {unanswered}
      </TableCell>
      <Alarming count={late} tone="danger" />
      <Alarming count={soonLate} tone="attention" />
      <TableCell align="right">{oldest ? <Age since={oldest} /> : '—'}</TableCell>
      <Alarming count={helpAsked} tone="danger" />
    </>
  );
}

function Alarming({ count, tone }: { readonly count: number; readonly tone: Tone }) {
  return <TableCell align="right">{count > 0 ? <ToneChip tone={tone} text={String(count)} /> : 0}</TableCell>;
}

function Age({ since }: { readonly since: string }) {
  const format = useFormat();
  useServerNow('minute');
  return (
    <Box component="time" dateTime={since} title={format.dateTime(since)} sx={{ whiteSpace: 'nowrap' }}>
      {format.duration(serverNow() - Date.parse(since))}
    </Box>
  );
}
