/** A batch tells whoever it is for, once each, those too who come while it walks. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { createTellBatch } from '../../activities/batch/batch.ts';
import { interruptionOf } from '../../api/settings/batches.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { opened } from '../domain/given.ts';

let pli: Pli;
beforeAll(async () => {
  pli = await openPli({ watched: false });
});
afterAll(() => pli.close());

/** A row of the read model, as a workflow leaves it. */
async function row(id: string, state: string): Promise<void> {
  const { dossier } = opened();
  if (!dossier) throw new Error('not opened');
  const number = await pli.store.numbers.take(1);
  await pli.store.dossiers.project({ ...dossier, id, number, queue: pli.queue, state }, 0, 'inProgress', {});
}

it('W5: a dossier that opens, or reopens, while its queue is being deleted is interrupted too', async () => {
  const { store, queue } = pli;
  await row('m', 'new');
  await row('lost', 'new');
  await row('closed', 'closed');
  const { states, count } = await interruptionOf(store, { queue });
  expect(count).toBe(2);
  const instruction = { type: 'interrupt', resource: 'queue', name: 'Support' } as const;
  await store.batches.create({ _id: 'b', kind: 'queue', instruction, targets: { queue, states } });
  const told: string[] = [];
  const state = (_id: string, to: string) => store.dossiers.model.updateOne({ _id }, { $set: { state: to } });
  async function instruct(id: string): Promise<'told' | 'not-running'> {
    told.push(id);
    if (id === 'm') await state('closed', 'open');
    if (id === 'closed') await row('a', 'waiting');
    if (id === 'lost') return 'not-running';
    await state(id, 'interrupted');
    return 'told';
  }
  const reception = async () => 'open' as const;
  const signals = { instruct, reception, tell: async () => 'told' as const, beginAgain: async () => {} };
  const tell = createTellBatch({ store, signals });
  await new MockActivityEnvironment().run(tell, 'b');
  expect(told.toSorted()).toEqual(['a', 'closed', 'lost', 'm']);
  expect(await store.batches.get('b')).toMatchObject({ total: 4, done: 3, failed: 1, status: 'failed' });
});
