/** State is the fold of the events. Pure: the same events give the same dossier, in the workflow, in a rebuild, in a dry run. */
import { sentReply } from './delivery.ts';
import type { Dossier, Outgoing, Validation } from './dossier.ts';
import type { Actor, DossierEvent, EventType } from './events.ts';

/** A letter is signalled again only minutes after a crash, so a short memory is enough. */
const RECEIVED_REMEMBERED = 200;
const DECLINED_REMEMBERED = 20;
/** Told again only minutes after a crash. */
const EXCHANGES_REMEMBERED = 20;
/** Reports of delivery come within days. */
const SENT_REMEMBERED = 20;

/** What an administrator set for many dossiers is nothing that happened to this one. */
const SETTINGS: readonly EventType[] = ['timersChanged', 'routingChanged'];

type Event<T extends EventType> = Extract<DossierEvent, { type: T }>;

/**
 * The dossier after one more event.
 * @throws Error when the event does not follow the dossier's version: a gap would be a lost event.
 */
export function evolve(dossier: Dossier | null, event: DossierEvent): Dossier {
  const version = dossier?.version ?? 0;
  if (event.seq !== version + 1)
    throw new Error(`Event ${event.seq} (${event.type}) does not follow version ${version}`);
  if (event.type === 'dossierOpened') return opened(event);
  if (!dossier) throw new Error(`Event ${event.type} before the dossier is opened`);
  const updatedAt = SETTINGS.includes(event.type) ? dossier.updatedAt : event.at;
  return { ...dossier, ...changes(dossier, event), version: event.seq, updatedAt };
}

/** The fold of a whole timeline, from nothing or from where an earlier fold stopped. */
export function fold(events: readonly DossierEvent[], from: Dossier | null = null): Dossier | null {
  return events.reduce<Dossier | null>(evolve, from);
}

function opened(event: Event<'dossierOpened'>): Dossier {
  const { previous: _, ...opening } = event.data;
  return {
    ...opening,
    id: event.dossierId,
    version: event.seq,
    since: event.at,
    assignee: null,
    lastAssignee: null,
    offer: null,
    declined: [],
    wanted: null,
    validation: null,
    refusedAnswer: null,
    outcome: null,
    lost: null,
    outgoing: [],
    sent: [],
    received: [],
    lastReceivedAt: null,
    waitingSince: null,
    alert: null,
    openedAt: event.at,
    updatedAt: event.at,
  };
}

function changes(dossier: Dossier, event: Exclude<DossierEvent, { type: 'dossierOpened' }>): Partial<Dossier> {
  switch (event.type) {
    case 'letterReceived':
      return letter(dossier, event);
    case 'moved':
      return {
        state: event.data.to,
        since: event.at,
        offer: null,
        deadlines: event.data.deadlines,
        outcome: outcomeOf(dossier, event),
        ...seen(event.actor),
      };
    case 'triggered':
      return { deadlines: event.data.deadlines };
    case 'alerted':
      return { alert: event.data.alert };
    case 'offered':
      return { offer: { ...event.data, since: event.at } };
    case 'offerEnded':
      return { offer: null, declined: declined(dossier, event.data.to, event.at) };
    case 'assigned':
      return { assignee: event.data.to, lastAssignee: null, offer: null, declined: [], wanted: null };
    case 'unassigned':
      return unassigned(dossier, event);
    case 'transferred':
      return transferred(event);
    case 'handedOver':
      return { wanted: event.data.wanted, assignee: null, offer: null, declined: [] };
    case 'validationRequested':
      return { validation: requested(dossier, event), refusedAnswer: null };
    case 'answerAmended':
      return { validation: dossier.validation && { ...dossier.validation, ...amended(event) } };
    case 'validationApproved':
      return { validation: null };
    case 'validationRefused':
      return { validation: null, refusedAnswer: { ...event.data, by: userOf(event.actor), at: event.at } };
    case 'replySubmitted':
      return { outgoing: [...dossier.outgoing, submitted(dossier, event)], waitingSince: null, ...ANSWERED };
    case 'letterForwarded':
      return { outgoing: [...dossier.outgoing, handedOn(dossier, event)] };
    case 'replyReleased':
      return changeOutgoing(dossier, event.data.message, () => ({ phase: 'sending' }));
    case 'replyDeferred':
      return changeOutgoing(dossier, event.data.message, (o) => ({
        nextAt: event.data.nextAt,
        attempts: o.attempts + 1,
      }));
    case 'replyUndone':
      return { ...withdrawn(dossier, event.data.message), validation: undone(dossier, event) };
    case 'replySent':
      return { outgoing: without(dossier, event.data.message), sent: remembered(dossier, event.data.message) };
    case 'replyBounced':
      return { ...bounced(dossier, event), alert: 'send-failed' };
    case 'answeredAutomatically':
      return {};
    case 'replyFailed':
      return { ...withdrawn(dossier, event.data.message), alert: 'send-failed' };
    case 'outcomeSet':
      return { outcome: { ...event.data, by: userOf(event.actor), at: event.at } };
    case 'timerExtended':
      return {
        deadlines: dossier.deadlines.map((d) =>
          d.timer === event.data.timer ? { ...d, at: event.data.at, isExtended: true as const } : d,
        ),
      };
    case 'timersChanged':
    case 'routingChanged':
      return event.data;
    case 'interrupted':
      return { lost: event.data, offer: null, validation: null };
    case 'lettersSplit':
      return { validation: dossier.validation && stillThere(dossier.validation, event.data.letters) };
    case 'merged':
      return merged(dossier, event);
    case 'unmerged':
      return { mergedInto: null, waitingSince: dossier.mergedInto?.waitingSince ?? dossier.waitingSince };
    case 'lettersCame':
      return lettersCame(dossier, event);
    case 'lettersLeft':
      return { exchanged: remember(dossier, event.data.key) };
    case 'messageRedacted':
      return {};
    default:
      return assertNever(event);
  }
}

const ANSWERED: Partial<Dossier> = { alert: null, refusedAnswer: null };

/** The outcome that was said, with the status of the state it came to. */
function outcomeOf({ outcome }: Dossier, { data }: Event<'moved'>): Dossier['outcome'] {
  return outcome && data.outcomeStatus ? { ...outcome, status: data.outcomeStatus } : outcome;
}

/** An alert stands until somebody acts on the dossier. */
function seen(actor: Actor): Partial<Dossier> {
  return actor.kind === 'user' ? { alert: null } : {};
}

function letter(dossier: Dossier, { at, data }: Event<'letterReceived'>): Partial<Dossier> {
  return {
    received: [...dossier.received, data.message].slice(-RECEIVED_REMEMBERED),
    lastReceivedAt: at,
    deadlines: data.deadlines,
    waitingSince: data.waitingSince,
    outgoing: data.automatic ? dossier.outgoing : dossier.outgoing.map((o) => toldOf(o, data.message)),
    validation: dossier.validation && {
      ...dossier.validation,
      letters: data.automatic ? dossier.validation.letters : [...dossier.validation.letters, data.message],
    },
  };
}

function stillThere(validation: Validation, gone: readonly string[]): Validation {
  return { ...validation, letters: validation.letters.filter((letter) => !gone.includes(letter)) };
}

function merged({ state: from, waitingSince }: Dossier, { data: { into: id, number } }: Event<'merged'>) {
  return { mergedInto: { id, number, from, waitingSince }, waitingSince: null, offer: null, alert: null };
}

/** What came is as received: told again, it changes nothing. */
function lettersCame(dossier: Dossier, { at, data }: Event<'lettersCame'>): Partial<Dossier> {
  const { letters, key, waitingSince, deadlines } = data;
  const fresh = letters.filter((letter) => !dossier.received.includes(letter));
  return {
    received: [...dossier.received, ...fresh].slice(-RECEIVED_REMEMBERED),
    exchanged: remember(dossier, key),
    lastReceivedAt: fresh.length > 0 ? (dossier.lastReceivedAt ?? at) : dossier.lastReceivedAt,
    deadlines,
    waitingSince:
      waitingSince === null ? dossier.waitingSince : Math.min(waitingSince, dossier.waitingSince ?? waitingSince),
  };
}

function remember({ exchanged = [] }: Dossier, key: string): readonly string[] {
  return [...exchanged, key].slice(-EXCHANGES_REMEMBERED);
}

/** An approval that is undone comes back with what the contact wrote meanwhile (O2). */
function toldOf(outgoing: Outgoing, letter: string): Outgoing {
  const { validated } = outgoing;
  return validated ? { ...outgoing, validated: { ...validated, letters: [...validated.letters, letter] } } : outgoing;
}

function declined({ declined }: Dossier, agent: string, at: number): Dossier['declined'] {
  return [...declined.filter((d) => d.agent !== agent), { agent, at }].slice(-DECLINED_REMEMBERED);
}

/** One who dismisses it is not asked again at once; one whose inbox it left is the first to have it back. */
function unassigned(dossier: Dossier, { at, data: { from, why } }: Event<'unassigned'>): Partial<Dossier> {
  return {
    assignee: null,
    ...(why === 'left-inbox' ? { lastAssignee: from } : {}),
    ...(why === 'dismissed' ? { declined: declined(dossier, from, at) } : {}),
  };
}

function transferred({ data: { queue, mailbox, routing } }: Event<'transferred'>): Partial<Dossier> {
  return { queue, mailbox, routing, assignee: null, lastAssignee: null, offer: null, declined: [], wanted: null };
}

function requested(dossier: Dossier, { at, actor, data }: Event<'validationRequested'>): Dossier['validation'] {
  const { refusedAnswer, state: from } = dossier;
  const previous = refusedAnswer ? { previous: refusedAnswer.message } : {};
  return { ...data, ...previous, author: userOf(actor), since: at, from, letters: [] };
}

function amended({ data: { message, previous, digest } }: Event<'answerAmended'>) {
  return { message, previous, digest };
}

function submitted(dossier: Dossier, { at, actor, data }: Event<'replySubmitted'>): Outgoing {
  const { releaseAt, ...rest } = data;
  const { waitingSince } = dossier;
  return {
    ...rest,
    by: userOf(actor),
    submittedAt: at,
    phase: 'held',
    nextAt: releaseAt,
    attempts: 0,
    waitedSince: waitingSince,
  };
}

/** The contact waits for an answer as before. */
function handedOn({ state }: Dossier, { at, actor, data }: Event<'letterForwarded'>): Outgoing {
  const { message, letter: forwards, releaseAt: nextAt } = data;
  const nowhere = { from: state, to: state, waitedSince: null, validated: null };
  return { message, forwards, by: userOf(actor), submittedAt: at, phase: 'held', nextAt, attempts: 0, ...nowhere };
}

function undone(dossier: Dossier, { data: { message, to } }: Event<'replyUndone'>): Dossier['validation'] {
  const validated = dossier.outgoing.find((o) => o.message === message)?.validated ?? null;
  return to === 'validation' ? validated : dossier.validation;
}

/** A reply that did not leave: the contact waits as before. */
function withdrawn(dossier: Dossier, message: string): Partial<Dossier> {
  const waitedSince = dossier.outgoing.find((o) => o.message === message)?.waitedSince ?? null;
  return { outgoing: without(dossier, message), waitingSince: waitedSince ?? dossier.waitingSince };
}

/** The reply with those it did not reach, among those sent most lately. */
function remembered(dossier: Dossier, message: string, bounced: readonly string[] = []): Dossier['sent'] {
  const reply = sentReply(dossier, message);
  const others = dossier.sent.filter((s) => s.message !== message);
  return [...others, { ...reply, bounced: [...reply.bounced, ...bounced] }].slice(-SENT_REMEMBERED);
}

/** It reached nobody there: the contact waits as before. */
function bounced(dossier: Dossier, { data: { message, recipient } }: Event<'replyBounced'>): Partial<Dossier> {
  return {
    sent: remembered(dossier, message, [recipient]),
    waitingSince: sentReply(dossier, message).waitedSince ?? dossier.waitingSince,
  };
}

function without({ outgoing }: Dossier, message: string): Dossier['outgoing'] {
  return outgoing.filter((o) => o.message !== message);
}

function changeOutgoing(
  dossier: Dossier,
  message: string,
  change: (o: Outgoing) => Partial<Outgoing>,
): Partial<Dossier> {
  return { outgoing: dossier.outgoing.map((o) => (o.message === message ? { ...o, ...change(o) } : o)) };
}

function userOf(actor: Actor): string {
  return actor.kind === 'user' ? actor.id : actor.kind;
}

function assertNever(event: never): never {
  throw new Error(`Unknown event ${JSON.stringify(event)}`);
}
