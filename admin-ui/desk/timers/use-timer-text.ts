/** A timer in words: when it fires, why, and what it does (O8). */
import { useTranslate } from 'react-admin';
import { useDefinition } from '../../data/queries.ts';
import { useFormat, useLabel } from '../../i18n/format.ts';
import type { Clock } from './timer-view.ts';

export function useTimerText(pinned: { readonly id: string; readonly version: number }) {
  const t = useTranslate();
  const format = useFormat();
  const label = useLabel();
  const definition = useDefinition(pinned);
  const timerOf = ({ timer }: Clock) => definition?.timers.find((each) => each.id === timer);

  const reason = (clock: Clock) =>
    t(`pli.timer.because.${timerOf(clock)?.start ?? 'entered'}`, { since: format.dateTime(clock.since) });
  /** « Se déclenche le … parce que … ». What only shows is due, and fires nothing. */
  const sentence = (clock: Clock) => {
    const acts = timerOf(clock)?.transition !== undefined;
    return t(acts ? 'pli.timer.fires' : 'pli.timer.due', { at: format.dateTime(clock.at), reason: reason(clock) });
  };
  /** What it does: the transition it takes. */
  const effect = (clock: Clock) => {
    const transition = definition?.transitions.find(({ id }) => id === timerOf(clock)?.transition);
    return transition ? t('pli.timer.does', { transition: label(transition.label) }) : t('pli.timer.shows');
  };
  const name = (clock: Clock) => {
    const timer = timerOf(clock);
    return timer ? label(timer.label) : clock.timer;
  };
  return { name, sentence, effect };
}
