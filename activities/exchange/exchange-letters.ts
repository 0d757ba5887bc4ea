/** Moves letters between dossiers once it is on record that they move, and tells the other dossier. Done again, it changes nothing (O7). */

import type { ExchangeEvent, ExchangeRequest } from '../../contract/activities.ts';
import type { Instruction, LetterSignal } from '../../contract/workflows.ts';
import type { Actor, DossierEvent } from '../../domain/dossier/events.ts';
import type { DossierSignals } from '../../services/engine/dossier-signals.ts';
import { queueStart } from '../../services/engine/queue-start.ts';
import { refreshPreview } from '../../services/record/preview.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';

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
    await store.ledger.moveMessages(letters, into);
    const received = moved.filter(isReceived).sort((a, b) => a.date.getTime() - b.date.getTime());
    await open(dossier, into, number, received);
    const exchange = { key: keyOf(event), from: dossier._id, number: dossier.number, by: by(event.actor) };
    const ids = received.map(({ _id }) => _id);
    await tell(into, { type: 'lettersCame', ...exchange, how: 'split', letters: ids, waitingSince: null });
  }

  /** As if its letters had come by themselves, but that no machine answers them again. */
  async function open(from: DossierDocument, into: string, number: number, letters: readonly MessageDocument[]) {
    const { definition, start } = await queueStart(store, from.queue);
    const { contact, queue, mailbox } = from;
    for (const { _id: message, subject, automatic } of letters) {
      const letter = { message, automatic: automatic !== null, isAnswerable: false };
      const opening = { number, subject, contact, queue, mailbox, previous: from._id, ...start };
      const signal: LetterSignal = { letter, opening, ledger: '' };
      await signals.tell(into, definition, signal);
    }
  }

  async function merge(dossier: DossierDocument, event: Of<'merged'>): Promise<void> {
    const { into } = event.data;
    const leaving = await store.messages.everyOne(dossier._id);
    // Those a first try moved are told too.
    const gone = await store.messages.broughtFrom(dossier._id, into);
    const ids = leaving.map(({ _id }) => _id);
    await store.threads.move(allIds([...leaving, ...gone]), dossier._id, into, 'merge');
    await store.ledger.moveMessages([...ids, ...gone.map(({ _id }) => _id)], into);
    await store.messages.move(ids, dossier._id, into, 'merge');
    const received = [...gone, ...leaving].filter(isReceived).map(({ _id }) => _id);
    const waitingSince = dossier.mergedInto?.waitingSince ?? null;
    const exchange = { key: keyOf(event), from: dossier._id, number: dossier.number, by: by(event.actor) };
    await tell(into, { type: 'lettersCame', ...exchange, how: 'merge', letters: received, waitingSince });
    await refreshPreview(store, into);
  }

  /** Exactly what the merge brought, whatever came since. */
  async function unmerge(dossier: DossierDocument, event: Of<'unmerged'>): Promise<void> {
    const { from } = event.data;
    const brought = await store.messages.broughtFrom(dossier._id, from);
    const back = [...brought, ...(await store.messages.everyOne(dossier._id))];
    const ids = back.map(({ _id }) => _id);
    await store.threads.moveBack(allIds(back), from, dossier._id);
    await store.ledger.moveMessages(ids, dossier._id);
    await store.messages.moveBack(ids, from, dossier._id);
    const exchange = { key: keyOf(event), to: dossier._id, number: dossier.number, by: by(event.actor) };
    await tell(from, { type: 'lettersLeft', ...exchange, letters: back.filter(isReceived).map(({ _id }) => _id) });
    await refreshPreview(store, from);
  }

  /** One that ended meanwhile has its letters all the same. */
  async function tell(dossier: string, instruction: Instruction): Promise<void> {
    await signals.instruct(dossier, instruction);
  }

  return async function exchangeLetters({ dossierId, event }: ExchangeRequest): Promise<void> {
    const dossier = await store.dossiers.get(dossierId);
    if (!dossier) throw new Error(`Dossier ${dossierId} is not on record`);
    if (event.type === 'lettersSplit') await split(dossier, event);
    else if (event.type === 'merged') await merge(dossier, event);
    else await unmerge(dossier, event);
    await refreshPreview(store, dossierId);
  };
}

const isReceived = ({ direction }: MessageDocument): boolean => direction === 'inbound';
const keyOf = ({ dossierId, seq }: DossierEvent): string => `${dossierId}:${seq}`;
const by = (actor: Actor): string => (actor.kind === 'user' ? actor.id : actor.kind);
const ownIds = (messages: readonly MessageDocument[]): string[] => messages.flatMap(({ messageId }) => messageId ?? []);

/** Theirs, and those they refer to. */
function allIds(messages: readonly MessageDocument[]): string[] {
  return [...ownIds(messages), ...messages.flatMap(({ references }) => references)];
}
