/** What a full desk costs: the list over HTTP with few dossiers and with many. */
import type { Store } from '../store/store.ts';
import type { Context } from './context.ts';
import { startProduct } from './product.ts';
import { randomDossiers } from './random-dossiers.ts';
import { type Benchmark, result } from './result.ts';
import { percentile, timed } from './statistics.ts';

const FEW = 1_000;
const MANY = 100_000;
const CHUNK = 5_000;
const REQUESTS = 300;
const WARM_UP = 50;
/** Taken in turns, so that what else the machine does weighs on both alike. */
const BLOCK = 25;
const LIST = '/api/dossiers?desk=inProgress&queue=support&limit=50';

export const desk: Benchmark = {
  id: 'desk',
  label: 'The desk list, 1,000 and 100,000 dossiers',
  async run(context) {
    const few = await startDesk(context, 'desk-few', FEW);
    const many = await startDesk(context, 'desk-many', MANY);
    for (let done = 0; done < WARM_UP + REQUESTS; done += BLOCK) {
      context.report(`${done} of ${WARM_UP + REQUESTS} requests`);
      for (const { agent, times } of [few, many])
        for (let i = 0; i < BLOCK; i += 1) times.push(await timed(() => agent.request('GET', LIST)));
    }
    return [
      result({
        id: 'desk-p95',
        label: 'Desk list at 100,000 dossiers / at 1,000, p95',
        value: percentile(many.times.slice(WARM_UP), 0.95),
        unit: 'ms',
        baseline: percentile(few.times.slice(WARM_UP), 0.95),
        aim: { of: 'ratio', atMost: 2 },
      }),
    ];
  },
};

async function startDesk(context: Context, name: string, dossiers: number) {
  const { agent, store } = await startProduct(context, { name, worker: false });
  await fill(context, store, dossiers);
  return { agent, times: [] as number[] };
}

async function fill({ report }: Context, store: Store, count: number): Promise<void> {
  const dossiers = randomDossiers(count, Date.now());
  for (let first = 0; first < count; first += CHUNK) {
    report(`${first} of ${count} dossiers written`);
    await store.dossiers.model.collection.insertMany(dossiers.slice(first, first + CHUNK) as never);
  }
}
