/** Puts events on record: the timeline first, then the read model and what else follows from them. */
import type { ClientSession } from 'mongoose';
import type { RecordRequest } from '../../contract/activities.ts';
import { holderOf, seekingSince } from '../../domain/dossier/assignment.ts';
import type { DossierEvent, EventType } from '../../domain/dossier/events.ts';
import { fold } from '../../domain/dossier/evolve.ts';
import { promiseOf } from '../../domain/dossier/waiting.ts';
import { stateOf } from '../../domain/lifecycle/definition.ts';
import { letterText } from '../../mail/html/letter-html.ts';
import type { DossierSignals } from '../../services/engine/dossier-signals.ts';
import { previewFields, previewOf } from '../../services/record/preview.ts';
import { namedSender } from '../../services/sending/senders.ts';
import { type DossierDocument, VersionGap } from '../../store/dossiers/dossiers.ts';
import { toEvent } from '../../store/dossiers/timeline.ts';
import type { MessageStatus } from '../../store/letters/message-status.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';
import { createInTurn } from '../routing/in-turn.ts';
import { settleAgents, tellOfRoom } from '../routing/settle-agents.ts';
import { countTaken } from './count-taken.ts';
import { withTrueDeadlines } from './true-deadlines.ts';

export interface RecordDependencies {
  readonly store: Store;
  /** Absent: nothing that waits for an agent is told before the next sweep. */
  readonly signals?: Pick<DossierSignals, 'instruct'>;
}

/** Events whose follow-up writes nothing but the dossier's own row. */
const OWN_ROW: ReadonlySet<EventType> = new Set([
  'dossierOpened',
  'letterReceived',
  'moved',
  'assigned',
  'unassigned',
  'offered',
]);

/**
 * Null once the events are on record. When others are there in their place (a worker died before the workflow heard
 * that they were recorded, or the queue's calendar says when their timers end), those are given back, and they are
 * what happened. The row of the read model is written in the events' own transaction where it is all that changes;
 * else the timeline, which is the truth, is written first, and every later step finds out whether it was done.
 */
export function createRecord({ store, signals }: RecordDependencies) {
  const inTurn = createInTurn();

  /**
   * What waits for a place that is now free is told at once, behind the answer to who freed it, one look an agent at a
   * time; when that fails, by the next sweep.
   */
  async function handsChanged(
    { base, dossierId }: RecordRequest,
    events: readonly DossierEvent[],
    holder: string | null,
  ): Promise<void> {
    const freed = await settleAgents(store, dossierId, base, events, holder);
    if (!signals) return;
    for (const agent of freed)
      void inTurn(agent._id, () => tellOfRoom({ store, signals }, agent)).catch(() => undefined);
  }

  /** Brings the row to what the events make of the dossier. */
  async function project(
    { base, definition }: RecordRequest,
    events: readonly DossierEvent[],
    session?: ClientSession,
  ) {
    const dossier = fold(events, base);
    if (!dossier) return;
    const shown: Partial<DossierDocument>[] = [];
    for (const event of events) shown.push(await follow(store, event));
    shown.push(await latestLetter(store, events));
    const hands = { holder: holderOf(dossier, definition), seekingSince: seekingSince(dossier, definition) };
    const desk = stateOf(definition, dossier.state).desk;
    const fields = { ...Object.assign({}, ...shown), ...hands, ...promiseOf(dossier, definition) };
    await store.dossiers.project(dossier, base?.version ?? 0, desk, fields, session);
  }

  async function recordOnce(request: RecordRequest): Promise<DossierEvent[] | null> {
    const { base, definition, events } = request;
    const timed = await withTrueDeadlines(store, definition, base, events);
    const isOwnRow = timed.every((event) => OWN_ROW.has(event.type));
    const earlier = isOwnRow
      ? await store.timeline.append(timed, (session) => project(request, timed, session))
      : await store.timeline.append(timed);
    const recorded = earlier ?? timed;
    if (earlier || !isOwnRow) await project(request, recorded);
    const dossier = fold(recorded, base);
    if (dossier) {
      await handsChanged(request, recorded, holderOf(dossier, definition));
      await countTaken(store, base, dossier.queue, recorded);
    }
    return recorded === events ? null : [...recorded];
  }

  /** Shows what was on record before these events, from the version that the row shows. */
  async function catchUp({ dossierId, base, definition }: RecordRequest, shown: number): Promise<void> {
    const before = (await store.timeline.read(dossierId)).map(toEvent).slice(0, base?.version ?? 0);
    const events = before.slice(shown);
    await project({ dossierId, base: fold(before.slice(0, shown)), definition, events }, events);
  }

  return async function record(request: RecordRequest): Promise<DossierEvent[] | null> {
    try {
      return await recordOnce(request);
    } catch (error) {
      if (!(error instanceof VersionGap)) throw error;
      await catchUp(request, error.shown);
      return recordOnce(request);
    }
  };
}

/** What an event changes outside the dossier's own row. */
async function follow(store: Store, event: DossierEvent): Promise<Partial<DossierDocument>> {
  switch (event.type) {
    case 'dossierOpened':
      // What we begin was written before it was opened (G14).
      return {
        previous: event.data.previous,
        ...(event.data.direction === 'outbound'
          ? { hasDraft: (await store.drafts.get(event.dossierId)) !== null }
          : {}),
      };
    case 'validationRequested':
      await setStatus(store, event.data.message, 'validating', { date: new Date(event.at) });
      return { hasDraft: !(await removeSentDraft(store, event.dossierId, event.data.message)) };
    case 'answerAmended':
      await setStatus(store, event.data.previous, 'replaced');
      await setStatus(store, event.data.message, 'validating', { date: new Date(event.at) });
      return {};
    case 'validationRefused':
      return takeBack(store, event.dossierId, event.data.message, 'refused');
    case 'replySubmitted':
      await setStatus(store, event.data.message, 'held', { date: new Date(event.at) });
      // An approved answer left the draft when it was submitted; one begun since is another.
      if (event.data.validated) return {};
      return { hasDraft: !(await removeSentDraft(store, event.dossierId, event.data.message)) };
    case 'letterForwarded':
      await setStatus(store, event.data.message, 'held', { date: new Date(event.at) });
      return {};
    case 'replyReleased':
      // It counts from when it left, not from when we heard: an answer to it never stands before it.
      await setStatus(store, event.data.message, 'sending', { date: new Date(event.at) });
      return {};
    case 'answeredAutomatically':
      await setStatus(store, event.data.message, 'sending', { date: new Date(event.at) });
      return {};
    case 'replySent':
      await setStatus(store, event.data.message, 'sent', { messageId: event.data.messageId });
      return {};
    case 'replyUndone':
      if (event.data.to === 'validation') {
        await setStatus(store, event.data.message, 'validating');
        return {};
      }
      return takeBack(store, event.dossierId, event.data.message, 'withdrawn');
    case 'messageRedacted':
      await store.messages.redact(event.data.message, event.data.what);
      if (event.data.what === 'content') await store.displays.remove(event.data.message);
      return previewFields(store, event.dossierId);
    case 'replyFailed':
      await store.outbox.abandon(event.data.message, event.data.reason);
      return takeBack(store, event.dossierId, event.data.message, 'failed');
    default:
      return {};
  }
}

async function setStatus(
  store: Store,
  message: string,
  status: MessageStatus,
  more: Partial<Pick<MessageDocument, 'messageId' | 'date'>> = {},
): Promise<void> {
  await store.messages.setStatus(message, status, more);
}

/** The draft has become the reply. A colleague's own words stay (O10). True when none is left. */
async function removeSentDraft(store: Store, dossierId: string, messageId: string): Promise<boolean> {
  const [draft, message] = await Promise.all([store.drafts.get(dossierId), store.messages.get(messageId)]);
  if (!draft || !message) return !draft;
  const isSent = draft.author === message.author || letterText(draft.html) === letterText(message.html ?? '');
  return isSent && (await store.drafts.remove(dossierId));
}

/** The text of a reply that did not leave is a draft again. */
async function takeBack(
  store: Store,
  dossierId: string,
  messageId: string,
  status: 'withdrawn' | 'failed' | 'refused',
): Promise<Partial<DossierDocument>> {
  const message = await store.messages.get(messageId);
  if (!message) return {};
  await store.messages.setStatus(messageId, status);
  // N9: a letter handed on was nobody's draft.
  if (message.forwards) return {};
  await store.drafts.restore(dossierId, message.author ?? '', {
    to: message.to.map((a) => a.email),
    cc: message.cc.map((a) => a.email),
    bcc: message.bcc.map((a) => a.email),
    subject: message.subject,
    html: message.html ?? '',
    attachments: message.attachments,
    inReplyTo: message.inReplyTo,
    template: message.begunFrom?.at(-1) ?? null,
    begunFrom: message.begunFrom ?? [],
    mailbox: await senderIdOf(store, dossierId, message),
  });
  return { hasDraft: true };
}

/** The mailbox it was to leave from; null: the dossier's own. */
async function senderIdOf(store: Store, dossierId: string, message: MessageDocument): Promise<string | null> {
  const dossier = await store.dossiers.get(dossierId);
  const sender = dossier && (await namedSender(store, dossier, message));
  return sender && sender._id !== dossier.mailbox ? sender._id : null;
}

async function latestLetter(store: Store, events: readonly DossierEvent[]): Promise<Partial<DossierDocument>> {
  const received = events.findLast((e) => e.type === 'letterReceived');
  const letter = received ? await store.messages.get(received.data.message) : null;
  if (!letter) return {};
  const shown = { preview: previewOf(letter), readers: letter.readers ?? [] };
  return { ...shown, ...(letter.attachments.some((a) => !a.inline) ? { hasAttachments: true } : {}) };
}
