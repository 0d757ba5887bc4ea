/** A line of the timeline as a sentence: what, then by whom. */
import { useTranslate } from 'react-admin';
import type { TimelineEvent } from '../../../api/schemas.ts';
import { useDefinition, useNameOf } from '../../data/queries.ts';
import { useLabel } from '../../i18n/format.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export function useEventText(pinned: { readonly id: string; readonly version: number }) {
  const t = useTranslate();
  const nameOf = useNameOf();
  const label = useLabel();
  const definition = useDefinition(pinned);

  const stateName = (id: string) => {
    const state = definition?.states.find((s) => s.id === id);
    return state ? label(state.label) : id;
  };
  const transitionName = (id: string) => {
    const transition = definition?.transitions.find((each) => each.id === id);
    // Two ways back that no definition names: an undone reply, a reply that could not be sent.
    return transition ? label(transition.label) : t(`pli.command.${id}`, { _: id });
  };
  const actor = ({ actor: { kind, id } }: TimelineEvent) =>
    kind === 'user' && id ? nameOf(id) : t(`pli.actor.${kind}`);

  const what = ({ type, data }: TimelineEvent): string =>
    t(`pli.events.${type}`, {
      _: type,
      transition: type === 'moved' ? transitionName(text(data.transition)) : '',
      to: type === 'assigned' ? nameOf(text(data.to)) : stateName(text(data.to)),
      reason: text(data.reason),
    });
  return {
    what,
    actor,
    sentence: (event: TimelineEvent) => t('pli.events.by', { what: what(event), actor: actor(event) }),
  };
}
