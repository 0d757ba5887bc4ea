/** « Délais »: every timer of the lifecycle, saved together, and how the running dossiers take the change. */
import { Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Timers } from '../../api/schemas.ts';
import { isTimerValue } from '../../domain/lifecycle/definition.ts';
import { useSaveTimers, useTimers } from '../data/configuration.ts';
import { ThreadSkeleton } from '../desk/thread/ThreadSkeleton.tsx';
import { Failed } from '../shell/Failed.tsx';
import { BatchProgress } from './BatchProgress.tsx';
import { LineList } from './LineList.tsx';
import { SettingsForm } from './SettingsForm.tsx';
import { TimerLine, type TimerSetting } from './TimerLine.tsx';

export function TimersPane() {
  const { data, error, refetch } = useTimers();
  if (data) return <TimersForm timers={data} />;
  return error ? <Failed error={error} onRetry={() => void refetch()} /> : <ThreadSkeleton />;
}

interface TimersFormProps {
  readonly timers: Timers;
  /** Those to show; absent: all. The others keep what they are. */
  readonly only?: readonly string[];
}

export function TimersForm({ timers: { timers, live }, only }: TimersFormProps) {
  const t = useTranslate();
  const save = useSaveTimers();
  const [changed, setChanged] = useState<Readonly<Record<string, TimerSetting>>>({});
  const settings = timers.map(({ id, enabled, after }) => [id, changed[id] ?? { enabled, after }] as const);
  const shows = (id: string) => only?.includes(id) ?? true;
  const isWhole = settings.every(([, { enabled, after }]) => !enabled || isTimerValue(after.value));
  const submit = () => {
    const whole = settings.map(([id, setting]) => [id, isTimerValue(setting.after.value) ? setting : usual(id)]);
    save.mutate({ timers: Object.fromEntries(whole) }, { onSuccess: () => setChanged({}) });
  };
  /** A number that was emptied under a switched off timer. */
  const usual = (id: string) => ({ enabled: false, after: timers.find((timer) => timer.id === id)?.default.after });
  return (
    <SettingsForm
      save={save}
      onSave={submit}
      isChanged={Object.keys(changed).length > 0}
      isWrong={!isWhole}
      isWide
      actions={save.data?.batch && <BatchProgress id={save.data.batch} />}
    >
      <Typography sx={{ color: 'text.secondary', maxWidth: '72ch' }}>
        {t('pli.configuration.timer.intro', { smart_count: live })}
      </Typography>
      <LineList>
        {settings.map(([id, setting], i) => {
          const timer = timers[i];
          const change = (to: TimerSetting) => setChanged((before) => ({ ...before, [id]: to }));
          return timer && shows(id) && <TimerLine key={id} timer={timer} setting={setting} onChange={change} />;
        })}
      </LineList>
    </SettingsForm>
  );
}
