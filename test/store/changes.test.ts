/** What is told of a change, and what is not. */
import { type Change, openChanges } from '../../store/base/changes.ts';
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

let store: Store;
beforeAll(async () => {
  store = await openStore(testEngines().mongoUrl);
});
afterAll(() => store.close());

it('of an agent, how they stand: nothing of what is in their hands, however much', async () => {
  const changes = openChanges(store.connection, null);
  const next = async (): Promise<Change | null> => (await changes.tryNext()) ?? next();
  // Opened by its first look.
  await changes.tryNext();
  const writes = [
    () => store.agents.hold('lea', 'd1', null, 1_000),
    () => store.agents.hold('lea', 'd2', null, 2_000),
    () => store.agents.release('lea', 'd1', { unused: true }),
  ];
  const told: (Change | null)[] = [];
  for (const write of writes) {
    await write();
    told.push(await next());
  }
  expect(told.map((change) => change?.kind === 'agent' && change.agent.load)).toEqual([1, 2, 1]);
  for (const change of told)
    for (const field of ['holding', 'given']) expect(change).not.toHaveProperty(['agent', field]);
  await changes.close();
});
