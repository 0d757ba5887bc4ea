/** Puts events on record: the timeline first, then the read model and what else follows from them. */
import { type Definition, stateOf } from '../domain/definition.ts';
import type { Dossier, DossierEvent } from '../domain/dossier.ts';
import { fold } from '../domain/evolve.ts';
import { letterText } from '../mail/letter-html.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { MessageDocument, MessageStatus } from '../store/messages.ts';
import type { Store } from '../store/store.ts';
import { withTrueDeadlines } from './true-deadlines.ts';

export interface RecordRequest {
  readonly dossierId: string;
  /** Before the first of the events; null: they open it. */
  readonly base: Dossier | null;
  readonly definition: Definition;
  readonly events: readonly DossierEvent[];
}

const PREVIEW_LENGTH = 160;

/**
 * Null once the events are on record. When others are there in their place (a worker died before the workflow heard
 * that they were recorded, or the queue's calendar says when their timers end), those are given back, and they are
 * what happened. The timeline is the truth, so it is written first; every later step finds out whether it was done.
 */
export function createRecord({ store }: { readonly store: Store }) {
  return async function record({ base, definition, events }: RecordRequest): Promise<DossierEvent[] | null> {
    const timed = await withTrueDeadlines(store, definition, base, events);
    const others = (await store.timeline.append(timed)) ?? (timed === events ? null : [...timed]);
    const recorded = others ?? events;
    const dossier = fold(recorded, base);
    if (!dossier) return others;
    const shown: Partial<DossierDocument>[] = [];
    for (const event of recorded) shown.push(await follow(store, event));
    shown.push(await latestLetter(store, recorded));
    const desk = stateOf(definition, dossier.state).desk;
    await store.dossiers.project(dossier, base?.version ?? 0, desk, Object.assign({}, ...shown));
    return others;
  };
}

/** What an event changes outside the dossier's own row. */
async function follow(store: Store, event: DossierEvent): Promise<Partial<DossierDocument>> {
  switch (event.type) {
    case 'dossierOpened':
      return { previous: event.data.previous };
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
    case 'replyReleased':
      // It counts from when it left, not from when we heard: an answer to it never stands before it.
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
    case 'replyFailed':
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
  await store.drafts.restore(dossierId, message.author ?? '', {
    to: message.to.map((a) => a.email),
    cc: message.cc.map((a) => a.email),
    bcc: message.bcc.map((a) => a.email),
    subject: message.subject,
    html: message.html ?? '',
    attachments: message.attachments,
  });
  return { hasDraft: true };
}

async function latestLetter(store: Store, events: readonly DossierEvent[]): Promise<Partial<DossierDocument>> {
  const received = events.findLast((e) => e.type === 'letterReceived');
  const letter = received ? await store.messages.get(received.data.message) : null;
  if (!letter) return {};
  const preview = letter.text.replaceAll(/\s+/g, ' ').trim().slice(0, PREVIEW_LENGTH);
  return { preview, ...(letter.attachments.some((a) => !a.inline) ? { hasAttachments: true } : {}) };
}
