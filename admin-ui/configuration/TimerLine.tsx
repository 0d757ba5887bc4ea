/** One timer: its switch, after how long, and what it does. */
import { Box, MenuItem, Switch, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Timers } from '../../api/schemas.ts';
import { isTimerValue } from '../../domain/lifecycle/definition.ts';
import { useLabel } from '../i18n/format.ts';

type Timer = Timers['timers'][number];
export type TimerSetting = Pick<Timer, 'enabled' | 'after'>;

interface TimerLineProps {
  readonly timer: Timer;
  readonly setting: TimerSetting;
  readonly onChange: (setting: TimerSetting) => void;
}

export function TimerLine({ timer, setting, onChange }: TimerLineProps) {
  const t = useTranslate();
  const text = useLabel();
  const label = text(timer.label);
  const { enabled, after } = setting;
  const say = (key: string, more = {}) => t(`pli.configuration.${key}`, { label, ...more });
  const usual = { value: timer.default.after.value, unit: say(`units.${timer.default.after.unit}`) };
  const isWrong = !isTimerValue(after.value);
  return (
    <Box component="li" sx={{ display: 'flex', alignItems: 'center', gap: 2, flexWrap: 'wrap', p: 1.5 }}>
      <Switch
        checked={enabled}
        onChange={({ target }) => onChange({ ...setting, enabled: target.checked })}
        slotProps={{ input: { 'aria-label': say('timer.on') } }}
      />
      <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
        <Typography sx={{ fontWeight: 600 }}>{label}</Typography>
        <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>
          {timer.leadsTo ? say('timer.leads', { label: text(timer.leadsTo) }) : say('timer.shows')} ·{' '}
          {say('timer.usual', usual)} · {say(`timer.${timer.whenOff}`)}
        </Typography>
      </Box>
      <TextField
        type="number"
        value={Number.isNaN(after.value) ? '' : after.value}
        disabled={!enabled}
        error={enabled && isWrong}
        helperText={enabled && isWrong ? say('timer.range') : undefined}
        onChange={({ target }) => onChange({ ...setting, after: { ...after, value: Number.parseFloat(target.value) } })}
        slotProps={{ htmlInput: { min: 1, max: 1000, step: 1, 'aria-label': say('timer.value') } }}
        sx={{ width: 120 }}
      />
      <TextField
        select
        value={after.unit}
        disabled={!enabled}
        onChange={({ target }) =>
          onChange({ ...setting, after: { ...after, unit: target.value === 'days' ? 'days' : 'businessHours' } })
        }
        slotProps={{ select: { inputProps: { 'aria-label': say('timer.unit') } } }}
        sx={{ width: 190 }}
      >
        <MenuItem value="days">{say('units.days')}</MenuItem>
        <MenuItem value="businessHours">{say('units.businessHours')}</MenuItem>
      </TextField>
    </Box>
  );
}
