/** A letter at the very instant at which a timer fires, whichever of the two is first: the letter is heard, and the dossier is to be worked on. */

import { createRecord } from '../../activities/record/record.ts';
import type { RecordRequest } from '../../contract/activities.ts';
import type { DossierEvent } from '../../domain/dossier/events.ts';
import { fold } from '../../domain/dossier/evolve.ts';
import { toEvent, verifyChain } from '../../store/dossiers/timeline.ts';
import { pause, until } from '../api/until.ts';
import type { TestDossier, WorldActivities } from './environment.ts';
import { only, opened, openTimerWorld, set, type TimerWorld } from './timer-world.ts';

const TIMER = 'activeToDormant';
/** Enough for what must be under way before the timer fires, and less than a workflow's task may last. */
const LEAD_MS = 5_000;
/** The workflow's clock is that of its task, which may lag behind the server's. */
const MARGIN_MS = 1_000;

let world: TimerWorld;
beforeAll(async () => {
  world = await openTimerWorld();
});
afterAll(() => world.close());

/** A world in which such an event goes on record once it is let; the workflow hears nothing else meanwhile. */
function holding(fits: (event: DossierEvent) => boolean) {
  const record = createRecord({ store: world.store });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isHeld = false;
  const activities: WorldActivities = {
    async record(request: RecordRequest) {
      if (request.events.some(fits)) {
        isHeld = true;
        await held;
      }
      return record(request);
    },
    sendReply: async () => ({ outcome: 'sent', messageId: '<r@pli>', rejected: 0 }),
    redirectLetter: async () => {},
    findAgent: async () => null,
    freeAgent: async () => {},
  };
  return { activities, release, isHeld: () => isHeld };
}

const NOTED = { type: 'setOutcome', status: 'open', disposition: null, notes: '', tags: [] } as const;

async function timed(dossier: TestDossier): Promise<number> {
  await opened(dossier);
  await set(dossier, only(TIMER, true, 1));
  await dossier.settled();
  return (await world.deadline(dossier, TIMER))?.at ?? 0;
}

async function ahead(at: number): Promise<number> {
  return at - (await world.machine.env.currentTimeMs());
}

/** What is on record after the outcome that was said; the chain and the row are whole. */
async function happened(dossier: TestDossier): Promise<string[]> {
  await dossier.settled();
  const entries = await world.store.timeline.read(dossier.id);
  expect(verifyChain(entries)).toMatchObject({ ok: true });
  expect(fold(entries.map(toEvent))).toMatchObject({ state: (await world.row(dossier)).state });
  const types = entries.map((e) => (e.type === 'moved' && 'to' in e.data ? `moved to ${e.data.to}` : e.type));
  return types.slice(types.indexOf('timersChanged') + 1);
}

it.each(['the letter, then the timer', 'the timer, then the letter'])(
  'both come while another event is recorded: %s',
  async (order) => {
    const { activities, release, isHeld } = holding((e) => e.type === 'outcomeSet');
    await world.machine.play(activities, async (dossier) => {
      const at = await timed(dossier);
      await world.later((await ahead(at)) - LEAD_MS);
      const noted = dossier.command(NOTED);
      await until('the record to be held', isHeld);
      const letterFirst = order.startsWith('the letter');
      if (letterFirst) await dossier.letter('m2');
      expect(await ahead(at)).toBeGreaterThan(0);
      await pause((await ahead(at)) + MARGIN_MS);
      if (!letterFirst) await dossier.letter('m2');
      release();
      await noted;
      await until('the letter on record', async () => (await happened(dossier)).includes('letterReceived'));
      // What is due is done first; then the letter, whenever it came, brings the dossier back.
      const back = ['moved to dormant', 'letterReceived', 'moved to returned'];
      expect(await happened(dossier)).toEqual(['outcomeSet', ...back]);
      expect(await world.row(dossier)).toMatchObject({ state: 'returned', assignee: 'lea', desk: 'inProgress' });
    });
  },
);

it('the timer fires while the letter is recorded: nothing is idle any more', async () => {
  const { activities, release, isHeld } = holding((e) => e.type === 'letterReceived' && e.data.message === 'm2');
  await world.machine.play(activities, async (dossier) => {
    const at = await timed(dossier);
    await world.later((await ahead(at)) - LEAD_MS);
    await dossier.letter('m2');
    await until('the record to be held', isHeld);
    expect(await ahead(at)).toBeGreaterThan(0);
    await pause((await ahead(at)) + MARGIN_MS);
    release();
    await until('the letter on record', async () => (await happened(dossier)).includes('letterReceived'));
    expect(await happened(dossier)).toEqual(['letterReceived']);
    expect(await world.row(dossier)).toMatchObject({ state: 'open', assignee: 'lea' });
    expect((await world.deadline(dossier, TIMER))?.at).toBeGreaterThan(at);
  });
});

it('the letter comes while what the timer did is recorded: it brings the dossier back', async () => {
  const { activities, release, isHeld } = holding((e) => e.type === 'moved' && e.data.to === 'dormant');
  await world.machine.play(activities, async (dossier) => {
    const at = await timed(dossier);
    // `later` would wait for what is held.
    await world.machine.env.sleep((await ahead(at)) - 500);
    await until('the timer to be over', isHeld);
    await dossier.letter('m2');
    release();
    const back = 'moved to returned';
    await until('the letter on record', async () => (await happened(dossier)).includes(back));
    expect(await happened(dossier)).toEqual(['moved to dormant', 'letterReceived', back]);
    expect(await world.row(dossier)).toMatchObject({ state: 'returned', assignee: 'lea', desk: 'inProgress' });
  });
});
