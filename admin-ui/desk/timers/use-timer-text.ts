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
  /** What it does: where it takes the dossier, or what happens there. */
  const effect = (clock: Clock) => {
    const transition = definition?.transitions.find(({ id }) => id === timerOf(clock)?.transition);
    if (!transition) return t('pli.timer.shows');
    const to = definition?.states.find(({ id }) => id === transition.to);
    return to
      ? t('pli.timer.goes', { state: label(to.label) })
      : t('pli.timer.does', { transition: label(transition.label) });
  };
  const name = (clock: Clock) => {
    const timer = timerOf(clock);
    return timer ? label(timer.label) : clock.timer;
  };
  return { name, sentence, effect };
}
