/** Definitions are pinned: publishing another touches no dossier that runs (O1). */
import type { Definition } from '../../domain/definition.ts';
import { STANDARD } from '../../domain/standard.ts';
import { answer, detailOf, does, newDossier, refusal } from './desk.ts';
import { openPli, type Pli } from './harness.ts';

/** Standard, where nothing waits for the contact any more. */
const EDITED: Definition = {
  ...STANDARD,
  version: STANDARD.version + 1,
  transitions: STANDARD.transitions.filter((t) => t.cause !== 'replyAndWait'),
};

let pli: Pli;
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
});
afterAll(() => pli.close());

it('a change of the published definition leaves running dossiers on theirs; new ones follow the new', async () => {
  const lea = await pli.signIn('lea');
  const { id: before } = await newDossier(pli, 'before');
  const queue = await pli.store.queues.get(pli.queue);
  if (!queue) throw new Error('no queue');
  await pli.store.definitions.publish(EDITED);
  await pli.store.queues.upsert({ ...queue, definition: { id: EDITED.id, version: EDITED.version } });
  const { id: after } = await newDossier(pli, 'after');

  const message = (subject: string) => answer(pli, '<p>?</p>', { subject });
  expect((await detailOf(lea, before)).definition.version).toBe(STANDARD.version);
  expect((await detailOf(lea, after)).definition.version).toBe(EDITED.version);
  expect(await refusal(lea, after, { type: 'replyAndWait', message: message('after') })).toEqual([
    422,
    'not-in-this-state',
  ]);
  await does(lea, before, { type: 'replyAndWait', message: message('before') });
  expect((await detailOf(lea, before)).state).toBe('waiting');
});
