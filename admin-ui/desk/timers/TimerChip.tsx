/** A timer as a chip: ring, time left, colour; a sign once it is late; the whole sentence on hover (N16, N17). */
import LateIcon from '@mui/icons-material/AlarmOutlined';
import { Box, Tooltip } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useServerNow } from '../../data/clock.ts';
import { useFormat } from '../../i18n/format.ts';
import { TimerRing } from './TimerRing.tsx';
import { type Clock, timerView } from './timer-view.ts';
import { useTimerText } from './use-timer-text.ts';

interface TimerChipProps {
  readonly clock: Clock;
  readonly definition: { readonly id: string; readonly version: number };
}

export function TimerChip({ clock, definition }: TimerChipProps) {
  const t = useTranslate();
  const format = useFormat();
  const now = useServerNow('minute');
  const { sentence } = useTimerText(definition);
  const { left, leftMs, tone } = timerView(clock, now);
  const time = format.duration(leftMs);
  const words = sentence(clock);
  return (
    <Tooltip title={words}>
      <Box
        component="span"
        role="img"
        aria-label={`${t(leftMs <= 0 ? 'pli.timer.late' : 'pli.timer.left', { time })}. ${words}`}
        data-tone={tone}
        sx={({ pli }) => ({
          display: 'inline-flex',
          alignItems: 'center',
          gap: 0.5,
          flex: 'none',
          px: 0.5,
          borderRadius: 0.75,
          fontSize: 12,
          lineHeight: '18px',
          whiteSpace: 'nowrap',
          fontVariantNumeric: 'tabular-nums',
          fontWeight: tone === 'neutral' ? 400 : 600,
          color: tone === 'neutral' ? pli.muted : pli.tones[tone].fg,
          bgcolor: tone === 'neutral' ? 'transparent' : pli.tones[tone].bg,
        })}
      >
        {leftMs <= 0 ? <LateIcon aria-hidden sx={{ fontSize: 14 }} /> : <TimerRing left={left} />}
        {leftMs <= 0 ? `+${time}` : time}
      </Box>
    </Tooltip>
  );
}
