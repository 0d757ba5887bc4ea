/** A worker that dies between what it records and what it shows: whatever it left, the next one goes on from there. */
import { createRecord } from '../../activities/record/record.ts';
import type { DossierEvent } from '../../domain/dossier/events.ts';
import { fold } from '../../domain/dossier/evolve.ts';
import { stateOf } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { toEvent, verifyChain } from '../../store/dossiers/timeline.ts';
import { openStore, type Store } from '../../store/store.ts';
import { opened } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

let number = 1000;

/** Opened, letter, moved, assigned, moved. */
function history(): DossierEvent[] {
  const dossierId = crypto.randomUUID();
  const play = opened().agent({ type: 'accept' }).agent({ type: 'close' });
  number += 1;
  return play.events.map((event) =>
    event.type === 'dossierOpened' ? { ...event, dossierId, data: { ...event.data, number } } : { ...event, dossierId },
  );
}

/** How far its record and its row were when the worker died, and what version the next one decides on. */
interface Left {
  readonly recorded: number;
  readonly shown: number;
  readonly base: number;
}
const LEFT: readonly Left[] = [2, 3, 4, 5].flatMap((recorded) =>
  Array.from({ length: recorded + 1 }, (_, shown) => shown).flatMap((shown) =>
    Array.from({ length: recorded + 1 }, (_, base) => ({ recorded, shown, base })),
  ),
);

async function leave(events: readonly DossierEvent[], { recorded, shown }: Left): Promise<void> {
  await store.timeline.append(events.slice(0, recorded));
  const dossier = fold(events.slice(0, shown));
  if (dossier) await store.dossiers.project(dossier, 0, stateOf(STANDARD, dossier.state).desk, { preview: 'Bonjour' });
}

it('fault R1: whatever part of what is on record is shown, the dossier goes on, and shows all of it', async () => {
  const record = createRecord({ store });
  for (const left of LEFT.filter(({ base }) => base < 5)) {
    const events = history();
    const id = events[0]?.dossierId ?? '';
    await leave(events, left);
    // Decided again, later: what is on record stands.
    const again = events.slice(left.base).map((event) => ({ ...event, at: event.at + 1000 }));
    const others = await record({
      dossierId: id,
      base: fold(events.slice(0, left.base)),
      definition: STANDARD,
      events: again,
    });
    const entries = await store.timeline.read(id);
    const dossier = fold(entries.map(toEvent));
    const { received: _, id: __, ...row } = dossier ?? {};
    expect({ left, row: await store.dossiers.get(id) }).toMatchObject({ left, row: { ...row, hasDraft: false } });
    expect(dossier?.version).toBe(left.recorded > left.base ? left.recorded : 5);
    expect(others?.map(({ seq }) => seq) ?? []).toEqual(
      left.recorded > left.base ? entries.slice(left.base).map(({ seq }) => seq) : [],
    );
    expect(verifyChain(entries)).toMatchObject({ ok: true });
  }
});
