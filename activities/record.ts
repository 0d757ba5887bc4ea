/** Puts events on record: the timeline first, then the read model and what else follows from them. */
import { ApplicationFailure } from '@temporalio/common';
import { type Definition, stateOf } from '../domain/definition.ts';
import type { Dossier, DossierEvent } from '../domain/dossier.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { MessageDocument, MessageStatus } from '../store/messages.ts';
import type { Store } from '../store/store.ts';
import { TimelineFork } from '../store/timeline.ts';

export interface RecordRequest {
  /** After the last of the events. */
  readonly dossier: Dossier;
  readonly definition: Definition;
  readonly events: readonly DossierEvent[];
}

const PREVIEW_LENGTH = 160;

/** Idempotent: each step finds out whether it was done. The timeline is the truth, so it is written first. */
export function createRecord({ store }: { readonly store: Store }) {
  return async function record({ dossier, definition, events }: RecordRequest): Promise<void> {
    const before = (events[0]?.seq ?? dossier.version + 1) - 1;
    try {
      await store.timeline.append(events);
    } catch (error) {
      if (error instanceof TimelineFork) throw ApplicationFailure.nonRetryable(error.message, 'timeline-fork');
      throw error;
    }
    const drafts: Partial<DossierDocument>[] = [];
    for (const event of events) drafts.push(await follow(store, event));
    const desk = stateOf(definition, dossier.state).desk;
    const shown = Object.assign({}, ...drafts, await latestLetter(store, events));
    await store.dossiers.project(dossier, before, desk, shown);
  };
}

/** What an event changes outside the dossier's own row. */
async function follow(store: Store, event: DossierEvent): Promise<Partial<DossierDocument>> {
  switch (event.type) {
    case 'dossierOpened':
      return { previous: event.data.previous };
    case 'replySubmitted':
      await setStatus(store, event.data.message, 'held', { date: new Date(event.at) });
      await store.drafts.remove(event.dossierId);
      return { hasDraft: false };
    case 'replyReleased':
      await setStatus(store, event.data.message, 'sending');
      return {};
    case 'replySent':
      await setStatus(store, event.data.message, 'sent', { messageId: event.data.messageId, date: new Date(event.at) });
      return {};
    case 'replyUndone':
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

/** The text of a reply that did not leave is a draft again. */
async function takeBack(
  store: Store,
  dossierId: string,
  messageId: string,
  status: 'withdrawn' | 'failed',
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
