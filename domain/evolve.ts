/** State is the fold of the events. Pure: the same events give the same dossier, in the workflow, in a rebuild, in a dry run. */
import type { Actor, Dossier, DossierEvent, Outgoing } from './dossier.ts';

/** A letter is signalled again only minutes after a crash, so a short memory is enough. */
const RECEIVED_REMEMBERED = 200;

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
  return { ...dossier, ...changes(dossier, event), version: event.seq, updatedAt: event.at };
}

/** The fold of a whole timeline, from nothing or from where an earlier fold stopped. */
export function fold(events: readonly DossierEvent[], from: Dossier | null = null): Dossier | null {
  return events.reduce<Dossier | null>(evolve, from);
}

function opened(event: Extract<DossierEvent, { type: 'dossierOpened' }>): Dossier {
  const { previous: _, ...opening } = event.data;
  return {
    ...opening,
    id: event.dossierId,
    version: event.seq,
    since: event.at,
    assignee: null,
    deadlines: [],
    outgoing: [],
    received: [],
    lastReceivedAt: null,
    alert: null,
    openedAt: event.at,
    updatedAt: event.at,
  };
}

function changes(dossier: Dossier, event: Exclude<DossierEvent, { type: 'dossierOpened' }>): Partial<Dossier> {
  switch (event.type) {
    case 'letterReceived':
      return {
        received: [...dossier.received, event.data.message].slice(-RECEIVED_REMEMBERED),
        lastReceivedAt: event.at,
        deadlines: event.data.deadlines,
      };
    case 'moved':
      return { state: event.data.to, since: event.at, deadlines: event.data.deadlines, ...seen(event.actor) };
    case 'assigned':
      return { assignee: event.data.to };
    case 'replySubmitted':
      return { outgoing: [...dossier.outgoing, submitted(event)], alert: null };
    case 'replyReleased':
      return changeOutgoing(dossier, event.data.message, () => ({ phase: 'sending' }));
    case 'replyDeferred':
      return changeOutgoing(dossier, event.data.message, (o) => ({
        nextAt: event.data.nextAt,
        attempts: o.attempts + 1,
      }));
    case 'replyUndone':
    case 'replySent':
      return { outgoing: dossier.outgoing.filter((o) => o.message !== event.data.message) };
    case 'replyFailed':
      return { outgoing: dossier.outgoing.filter((o) => o.message !== event.data.message), alert: 'send-failed' };
    default:
      return assertNever(event);
  }
}

/** An alert stands until somebody acts on the dossier. */
function seen(actor: Actor): Partial<Dossier> {
  return actor.kind === 'user' ? { alert: null } : {};
}

function submitted(event: Extract<DossierEvent, { type: 'replySubmitted' }>): Outgoing {
  const { message, releaseAt, from, to } = event.data;
  const by = event.actor.kind === 'user' ? event.actor.id : event.actor.kind;
  return { message, by, submittedAt: event.at, phase: 'held', nextAt: releaseAt, attempts: 0, from, to };
}

function changeOutgoing(
  dossier: Dossier,
  message: string,
  change: (o: Outgoing) => Partial<Outgoing>,
): Partial<Dossier> {
  return { outgoing: dossier.outgoing.map((o) => (o.message === message ? { ...o, ...change(o) } : o)) };
}

function assertNever(event: never): never {
  throw new Error(`Unknown event ${JSON.stringify(event)}`);
}
