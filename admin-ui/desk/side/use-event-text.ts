/** A line of the timeline as a sentence: what, by whom, in whose words why; and by which means. */
import { useTranslate } from 'react-admin';
import type { TimelineEvent } from '../../../api/schemas.ts';
import { cancelledBy } from '../../../domain/dossier/cancellation.ts';
import { useDefinition, useGroups, useNameOf, useQueues } from '../../data/queries.ts';
import { useFormat, useLabel } from '../../i18n/format.ts';
import { commandOf, isMove, type Step } from './history.ts';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

export function useEventText(pinned: { readonly id: string; readonly version: number }) {
  const t = useTranslate();
  const nameOf = useNameOf();
  const names = useDefinitionNames(pinned);
  const { transitionName, timerName } = names;
  const values = useEventValues(names);

  const actor = ({ actor: { kind, id } }: TimelineEvent) =>
    kind === 'user' && id ? nameOf(id) : t(`pli.actor.${kind}`);
  /** A move of the built-in definition has a sentence; another's is told by the names it gives. */
  const happened = (event: TimelineEvent): string => {
    const key = keyOf(event);
    const plain = t(`pli.events.${key}`, { _: key, ...values(event), actor: actor(event) });
    const move = pinned.id === STANDARD && isMove(event) ? text(event.data.transition) : '';
    return move ? t(`pli.events.moves.${move}`, { _: plain }) : plain;
  };
  const withReason = (said: string, event: TimelineEvent): string => {
    const reason = reasonOf(event);
    return reason ? t('pli.events.because', { said, reason }) : said;
  };
  /** Only people are named: what the contact did says so itself, what the system does needs no author. */
  const named = (event: TimelineEvent): string => {
    const said = happened(event);
    const isNamed = event.actor.kind !== 'user' || keyOf(event) === 'taken';
    return isNamed ? said : t('pli.events.by', { what: said, actor: actor(event) });
  };
  /** By which command, or what else set it off. */
  const means = (step: Step): string => {
    const command = commandOf(step);
    if (command !== null) return t('pli.history.command', { command: transitionName(command) });
    return t(`pli.history.cause.${step.cause}`, { timer: timerName(step.named) });
  };
  return {
    what: (event: TimelineEvent) => withReason(happened(event), event),
    lost: names.lost,
    actor,
    means,
    sentence: (event: TimelineEvent) => withReason(named(event), event),
  };
}

const STANDARD = 'standard';
const REASONED: readonly string[] = ['transferred', 'assigned', 'handedOver', 'validationRefused'];

/** Why, in somebody's own words: it ends the sentence. */
function reasonOf({ type, data }: TimelineEvent): string {
  return REASONED.includes(type) ? (text(data.reason) || text(data.wrapUp)).replace(/[.\s]+$/, '') : '';
}

/** An event that reads differently by what it holds has a sentence for each. */
function keyOf({ type, actor, data }: TimelineEvent): string {
  switch (type) {
    case 'assigned':
      if (data.wrapUp) return 'transferredToAgent';
      return data.to === actor.id ? 'taken' : type;
    case 'unassigned':
      return `unassigned_${text(data.why).replaceAll('-', '_')}`;
    case 'offerEnded':
      return `offerEnded_${text(data.how)}`;
    case 'alerted':
      return `alerted_${text(data.alert).replaceAll('-', '_')}`;
    case 'validationRequested':
      return data.policy ? 'validationByPolicy' : type;
    case 'letterReceived':
      return data.automatic ? 'automaticReceived' : type;
    case 'lettersCame':
      return `lettersCame_${text(data.how)}`;
    case 'replyFailed':
      return cancelledBy(text(data.reason)) === null ? type : 'replyCancelled';
    case 'messageRedacted':
      return `messageRedacted_${text(data.what)}`;
    case 'outcomeSet':
      return data.status === 'open' ? 'outcomeNoted' : type;
    case 'dossierOpened':
      return data.direction === 'outbound' ? 'dossierBegun' : type;
    default:
      return type;
  }
}

type Names = ReturnType<typeof useDefinitionNames>;

function useDefinitionNames(pinned: { readonly id: string; readonly version: number }) {
  const t = useTranslate();
  const label = useLabel();
  const definition = useDefinition(pinned);
  const named = (found: { readonly label: Parameters<typeof label>[0] } | undefined, id: string) =>
    found ? label(found.label) : id;
  return {
    /** What was deleted under the dossier (W5): a workflow has a name in each language. */
    lost: (resource: string, name: string) =>
      t(`pli.lost.${resource}`, { name: resource === 'definition' ? named(definition, name) : name }),
    stateName: (id: string) =>
      named(
        definition?.states.find((s) => s.id === id),
        id,
      ),
    timerName: (id: string) =>
      named(
        definition?.timers.find((each) => each.id === id),
        id,
      ),
    transitionName: (id: string) => {
      const { transitions = [] } = definition ?? {};
      const transition = transitions.find((each) => each.id === id) ?? transitions.find((each) => each.cause === id);
      // Two ways back that no definition names: an undone reply, a reply that could not be sent.
      return transition ? label(transition.label) : t(`pli.command.${id}`, { _: id });
    },
  };
}

/** What fills the holes of the sentences. */
function useEventValues({ lost, stateName, transitionName, timerName }: Names) {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useNameOf();
  const queues = useQueues();
  const destinations = useGroups('destinations', true);
  const skills = useGroups('skills', true);
  const teams = useGroups('teams', true);
  const queueName = (id: string) => [...queues, ...destinations].find((q) => q.id === id)?.name ?? id;
  const groupName = (id: string) => [...skills, ...teams].find((g) => g.id === id)?.name ?? id;
  return ({ type, data }: TimelineEvent): Readonly<Record<string, string>> => ({
    transition: type === 'moved' || type === 'triggered' ? transitionName(text(data.transition)) : '',
    to: type === 'moved' || type === 'replySubmitted' ? stateName(text(data.to)) : nameOf(text(data.to)),
    from: type === 'transferred' ? queueName(text(data.from)) : nameOf(text(data.from)),
    queue: queueName(text(data.queue)),
    reason: text(data.reason).replace(/[.\s]+$/, ''),
    at: format.dateTime(number(data.until) || number(data.at)),
    timer: timerName(text(data.timer)),
    outcome: text(data.outcome) && t(`pli.composer.wanted.${text(data.outcome)}`),
    status: text(data.status) && t(`pli.outcome.${text(data.status)}`),
    group: groupName(text(Reflect.get(Object(data.wanted), 'id'))),
    name: type === 'replyFailed' ? nameOf(cancelledBy(text(data.reason)) ?? '') : text(data.name),
    recipient: text(data.recipient),
    recipients: Array.isArray(data.recipients) ? data.recipients.join(', ') : '',
    moment: text(data.moment) && t(`pli.automaticReplies.moments.${text(data.moment)}`),
    lost: type === 'interrupted' ? lost(text(data.resource), text(data.name)) : '',
    number: String(number(data.number)),
    rejected: String(number(data.rejected)),
  });
}
