/**
 * Many dossiers given to somebody at once, and the states of queues side by side.
 * @jest-environment node
 */
import { type Progress, runMany } from '../../admin-ui/supervision/run-many.ts';
import { deskLink, statesOf } from '../../admin-ui/supervision/states.ts';
import type { QueueLive } from '../../api/schemas.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

function options(part: { signal?: AbortSignal; onProgress?: (p: Progress<number>) => void } = {}) {
  return { concurrency: 4, signal: new AbortController().signal, onProgress: () => {}, ...part };
}

describe('reassigning many', () => {
  it('C11: does four at a time and tells how far it is', async () => {
    let busy = 0;
    let most = 0;
    const told: string[] = [];
    const work = async () => {
      most = Math.max(most, ++busy);
      await new Promise((resolve) => setTimeout(resolve, 1));
      busy--;
    };
    const onProgress = ({ done, total }: Progress<number>) => told.push(`${done.length}/${total}`);
    const end = await runMany(numbers(120), work, options({ onProgress }));
    expect(most).toBe(4);
    expect(told).toContain('37/120');
    expect(end).toMatchObject({ failed: [], left: [], running: false });
    expect(end.done).toHaveLength(120);
  });

  it('goes on past a failure, and says which failed and why', async () => {
    const work = async (item: number) => {
      if (item % 10 === 0) throw new Error(`refused ${item}`);
    };
    const { done, failed } = await runMany(numbers(30), work, options());
    expect(done).toHaveLength(27);
    expect(failed.map(({ item, error }) => `${item}: ${String(error)}`)).toEqual([
      '0: Error: refused 0',
      '10: Error: refused 10',
      '20: Error: refused 20',
    ]);
  });

  it('begins nothing more once it is stopped, and says what was left', async () => {
    const stopper = new AbortController();
    const work = async (item: number) => {
      if (item === 5) stopper.abort();
    };
    const { done, left } = await runMany(numbers(20), work, options({ signal: stopper.signal }));
    expect(done.length + left.length).toBe(20);
    expect(left.length).toBeGreaterThan(10);
  });

  it('has nothing to do with nothing', async () => {
    expect(await runMany([], async () => {}, options())).toMatchObject({ done: [], total: 0, running: false });
  });
});

describe('the states of queues', () => {
  const state = (id: string, en: string) => ({
    ...{ id, label: { fr: en, en }, desk: 'inProgress' as const, tone: 'info' as const, count: 1 },
  });
  const queue = (...states: QueueLive['states']): QueueLive => ({
    ...{ id: 'q', name: 'Q', routing: 'pull', waiting: 0, validation: 0, states },
    ...{ unanswered: 0, late: 0, soonLate: 0, oldest: null, helpAsked: 0 },
  });

  it('O11: are one column each, under every name their definitions give them', () => {
    const queues = [
      queue(state('new', 'To handle'), state('open', 'Open')),
      queue(state('new', 'To read'), state('held', 'Held')),
    ];
    expect(statesOf(queues, ({ en }) => en)).toEqual([
      { id: 'new', name: 'To handle / To read' },
      { id: 'open', name: 'Open' },
      { id: 'held', name: 'Held' },
    ]);
  });

  it('lead to the desk that the definition puts them on', () => {
    expect(deskLink('q', state('held', 'Held'))).toBe('/desk/inProgress?queue=q&state=held');
  });
});
