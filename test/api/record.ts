/** What must hold of every dossier, whatever happened to it. */
import { fold } from '../../domain/dossier/evolve.ts';
import { type TimelineEntry, toEvent, verifyChain } from '../../store/dossiers/timeline.ts';
import type { Pli } from './harness.ts';

/** Its chain is whole, and its row is what its events make of it. Gives its entries. */
export async function expectRecordHolds(pli: Pli, id: string): Promise<TimelineEntry[]> {
  const entries = await pli.store.timeline.read(id);
  expect({ id, verdict: verifyChain(entries) }).toEqual({ id, verdict: { ok: true, events: entries.length } });
  const dossier = fold(entries.map(toEvent));
  const row = await pli.store.dossiers.get(id);
  const { id: _, received: __, ...folded } = dossier ?? { id, received: [] };
  expect(row).toMatchObject(JSON.parse(JSON.stringify(folded)));
  return entries;
}
