/** When a queue is open (C17): its hours day by day, as people write them; its zone, holidays and own days off. */
import { Autocomplete, Box, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { CalendarSettings } from '../../api/schemas.ts';
import { useHolidayRegions } from '../data/configuration.ts';
import { FieldGroup } from './FieldGroup.tsx';
import { readHours, writeHours } from './hours.ts';

interface CalendarFieldsProps {
  readonly calendar: CalendarSettings;
  readonly onChange: (calendar: CalendarSettings) => void;
  /** Whether every day reads as hours. */
  readonly onValid: (valid: boolean) => void;
}

const ZONES = Intl.supportedValuesOf('timeZone');

export function CalendarFields({ calendar, onChange, onValid }: CalendarFieldsProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.configuration.queue.${key}`);
  const regions = useHolidayRegions();
  const nameOf = (code: string) => regions.find((region) => region.code === code)?.name ?? code;
  return (
    <FieldGroup title={say('hours')}>
      <Autocomplete
        options={ZONES}
        value={calendar.timeZone}
        disableClearable
        onChange={(_, timeZone) => onChange({ ...calendar, timeZone })}
        renderInput={(props) => <TextField {...props} label={say('timeZone')} />}
      />
      <WeekFields week={calendar.week} onChange={(week) => onChange({ ...calendar, week })} onValid={onValid} />
      <Autocomplete
        options={regions.map(({ code }) => code)}
        value={calendar.holidays}
        getOptionLabel={nameOf}
        onChange={(_, holidays) => onChange({ ...calendar, holidays })}
        renderInput={(props) => (
          <TextField
            {...props}
            label={say('holidays')}
            placeholder={say('noHolidays')}
            slotProps={{ inputLabel: { ...props.InputLabelProps, shrink: true } }}
          />
        )}
      />
      <TextField
        label={say('daysOff')}
        helperText={say('daysOffHint')}
        defaultValue={calendar.daysOff.join(', ')}
        onChange={({ target }) => onChange({ ...calendar, daysOff: target.value.split(/[\s,;]+/).filter(Boolean) })}
      />
      <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{say('keptEnds')}</Typography>
    </FieldGroup>
  );
}

interface WeekFieldsProps {
  readonly week: CalendarSettings['week'];
  readonly onChange: (week: CalendarSettings['week']) => void;
  readonly onValid: (valid: boolean) => void;
}

function WeekFields({ week, onChange, onValid }: WeekFieldsProps) {
  const t = useTranslate();
  const say = (key: string) => t(`pli.configuration.queue.${key}`);
  const [texts, setTexts] = useState(() => week.map(writeHours));
  const write = (day: number, text: string) => {
    const now = texts.map((before, i) => (i === day ? text : before));
    const hours = now.map(readHours);
    setTexts(now);
    onValid(!hours.includes(null));
    onChange(hours.map((read, i) => read ?? week[i] ?? []));
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(220px, 1fr))' }}>
      {texts.map((text, day) => {
        const name = say(`days.d${day}`);
        const isWrong = readHours(text) === null;
        return (
          <TextField
            key={name}
            label={name}
            value={text}
            error={isWrong}
            helperText={isWrong ? say('badHours') : undefined}
            onChange={({ target }) => write(day, target.value)}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        );
      })}
      <Typography sx={{ color: 'text.secondary', fontSize: 13, alignSelf: 'center' }}>{say('hoursHint')}</Typography>
    </Box>
  );
}
