/** Moves letters between dossiers once it is on record that they move, and tells the other dossier. Done again, it changes nothing (O7). */

import type { Exchanged, ExchangeEvent, ExchangeRequest } from '../../contract/activities.ts';
import type { Instruction, LetterSignal } from '../../contract/workflows.ts';
import type { Actor } from '../../domain/dossier/events.ts';
import type { DossierSignals } from '../../services/engine/dossier-signals.ts';
import { queueStart } from '../../services/engine/queue-start.ts';
import { exchangeKey } from '../../services/engine/unfinished.ts';
import { refreshPreview } from '../../services/record/preview.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';
import { bringDraftBack, moveDraft } from './move-draft.ts';

type Of<T extends ExchangeEvent['type']> = Extract<ExchangeEvent, { type: T }>;

interface ExchangeDependencies {
  readonly store: Store;
  readonly signals: DossierSignals;
}

export function createExchangeLetters({ store, signals }: ExchangeDependencies) {
  /** The letters go, and with them their Message-IDs: what answers them later finds them there. */
  async function split(dossier: DossierDocument, event: Of<'lettersSplit'>): Promise<void> {
    const { letters, into, number } = event.data;
    await store.messages.move(letters, dossier._id, into, 'split');
    const moved = (await store.messages.getAll(letters)).filter(({ dossierId }) => dossierId === into);
    await store.threads.move(ownIds(moved), dossier._id, into, 'split');
    await store.ledger.moveMessages(letters, dossier._id, into);
    const received = moved.filter(isReceived).sort((a, b) => a.date.getTime() - b.date.getTime());
    await open(dossier, into, number, received);
    const exchange = { key: exchangeKey(event), from: dossier._id, number: dossier.number, by: by(event.actor) };
    const ids = received.map(({ _id }) => _id);
    await signals.instruct(into, { type: 'lettersCame', ...exchange, how: 'split', letters: ids, waitingSince: null });
  }

  /** As if its letters had come by themselves, but that no machine answers them again. */
  async function open(from: DossierDocument, into: string, number: number, letters: readonly MessageDocument[]) {
    const { definition, start } = await queueStart(store, from.queue);
    const { contact, queue, mailbox, waitingSince } = from;
    for (const { _id: message, subject, automatic, date } of letters) {
      const hasAnswer = waitingSince === null || date.getTime() < waitingSince;
      // What was answered already waits from its split: somebody found that more is to be said.
      const receivedAt = hasAnswer ? Date.now() : date.getTime();
      const letter = { message, automatic: automatic !== null, isAnswerable: false, receivedAt };
      const opening = { number, subject, contact, queue, mailbox, previous: from._id, ...start };
      const signal: LetterSignal = { letter, opening, ledger: '' };
      await signals.tell(into, definition, signal);
    }
  }

  async function merge(dossier: DossierDocument, event: Of<'merged'>): Promise<Exchanged> {
    const { _id: id, number } = dossier;
    const { into } = event.data;
    await moveLetters(store, await store.messages.everyOne(id), id, into);
    await moveDraft(store, id, into);
    // Those that a first try moved are told too, also where they have gone on since.
    const letters = receivedIds(await store.messages.takenFrom(id));
    const waitingSince = dossier.mergedInto?.waitingSince ?? null;
    const exchange = { key: exchangeKey(event), from: id, number, by: by(event.actor) };
    const answer = await signals.instruct(into, {
      type: 'lettersCame',
      ...exchange,
      how: 'merge',
      letters,
      waitingSince,
    });
    await refreshPreview(store, into);
    return answer === 'told' ? 'done' : 'target-ended';
  }

  /** Exactly what the merge took, whatever came since, and wherever it went since. */
  async function unmerge(dossier: DossierDocument, event: Of<'unmerged'>): Promise<void> {
    const { _id: id, number } = dossier;
    const back = [...(await store.messages.takenFrom(id)), ...(await store.messages.everyOne(id))];
    const ids = back.map((letter) => letter._id);
    const home = await store.dossiers.home(event.data.from);
    await store.threads.moveBack(allIds(back), id);
    await store.ledger.moveBack(ids, id);
    await store.messages.moveBack(ids, id);
    const exchange = { key: exchangeKey(event), to: id, number, by: by(event.actor) };
    const left: Instruction = { type: 'lettersLeft', ...exchange, letters: receivedIds(back) };
    for (const other of new Set([event.data.from, home?._id ?? event.data.from])) {
      await bringDraftBack(store, other, id);
      await signals.instruct(other, left);
      await refreshPreview(store, other);
    }
  }

  return async function exchangeLetters({ dossierId, event }: ExchangeRequest): Promise<Exchanged> {
    const dossier = await store.dossiers.get(dossierId);
    if (!dossier) throw new Error(`Dossier ${dossierId} is not on record`);
    let exchanged: Exchanged = 'done';
    if (event.type === 'lettersSplit') await split(dossier, event);
    else if (event.type === 'merged') exchanged = await merge(dossier, event);
    else await unmerge(dossier, event);
    await refreshPreview(store, dossierId);
    return exchanged;
  };
}

export const isReceived = ({ direction }: MessageDocument): boolean => direction === 'inbound';
const by = (actor: Actor): string => (actor.kind === 'user' ? actor.id : actor.kind);
export const receivedIds = (messages: readonly MessageDocument[]): string[] =>
  messages.filter(isReceived).map(({ _id }) => _id);
const ownIds = (messages: readonly MessageDocument[]): string[] => messages.flatMap(({ messageId }) => messageId ?? []);

/** These letters of a dossier go to another by a merge, their Message-IDs and ledger rows first: a second try ends it. */
export async function moveLetters(
  store: Store,
  letters: readonly MessageDocument[],
  from: string,
  to: string,
): Promise<void> {
  const ids = letters.map(({ _id }) => _id);
  await store.threads.move(allIds(letters), from, to, 'merge');
  await store.ledger.moveMessages(ids, from, to);
  await store.messages.move(ids, from, to, 'merge');
}

/** Theirs, and those they refer to. */
function allIds(messages: readonly MessageDocument[]): string[] {
  return [...ownIds(messages), ...messages.flatMap(({ references }) => references)];
}
