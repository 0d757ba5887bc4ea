/** Offers and gifts through the real workflow, time skipped: who is asked, who is next, and what each then has in hand. */

import { createRecord } from '../../activities/record/record.ts';
import { createFindAgent, createFreeAgent } from '../../activities/routing/find-agent.ts';
import type { FindAgentRequest } from '../../contract/activities.ts';
import type { CommandContext } from '../../domain/dossier/commands.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { UserDocument } from '../../store/people/users.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import { openStore, type Store } from '../../store/store.ts';
import { until } from '../api/until.ts';
import { PEOPLE, QUEUE, reply } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';
import { openTimeMachine, type TestDossier, type TimeMachine } from './environment.ts';

const engines = testEngines();
let machine: TimeMachine;
let store: Store;

beforeAll(async () => {
  machine = await openTimeMachine(await engines.timeSkippingServer(), engines.workflowBundle);
  store = await openStore(engines.mongoUrl);
});

afterAll(async () => {
  await machine.close();
  await store.close();
});

type Agents = Readonly<Partial<Record<'lea' | 'marc', Partial<UserDocument>>>>;

/** A dossier in a world of these agents, all available, of the queue that the dossiers of the tests come to. */
async function inTeam(
  agents: Agents,
  queue: Partial<QueueDocument>,
  test: (dossier: TestDossier) => Promise<void>,
): Promise<void> {
  for (const name of ['users', 'agents']) await store.connection.collection(name).deleteMany({});
  const definition = { id: STANDARD.id, version: STANDARD.version };
  await store.queues.upsert({ _id: 'support', name: 'Support', mailbox: 'support', definition, ...queue });
  for (const [_id, own] of Object.entries(agents)) {
    const usual = { email: `${_id}@pli.example`, name: _id, role: 'agent', passwordHash: '-' } as const;
    await store.users.upsert({ _id, ...usual, queues: ['support'], ...own });
    await store.agents.seen(_id, Date.now());
  }
  const find = createFindAgent({ store });
  // The activity reads the clock of the wall; the offer must stand on the workflow's.
  const findAgent = async (request: FindAgentRequest) => {
    const found = await find(request);
    const ahead = (await machine.env.currentTimeMs()) - Date.now();
    return found?.type === 'offer' ? { ...found, until: found.until + ahead } : found;
  };
  const others = {
    sendReply: async () => ({ outcome: 'sent', messageId: '<r@pli>', rejected: 0 }) as const,
    redirectLetter: async () => {},
  };
  const activities = { record: createRecord({ store }), findAgent, freeAgent: createFreeAgent({ store }), ...others };
  await machine.play(activities, test);
}

const OFFER = { routing: 'offer', offerSeconds: 30 } as const;
const BOTH: Agents = { lea: {}, marc: {} };
const byOffer = { queue: { ...QUEUE, routing: 'offer' } } as const;

const holding = async (id: string) => (await store.agents.get(id)).holding.map((h) => h.dossier);
const loads = async () => (await store.agents.list(['lea', 'marc'])).map((a) => a.load);

/** Its row, once it is so. */
function row(dossier: TestDossier, what: string, fits: (row: DossierDocument) => unknown): Promise<DossierDocument> {
  return until(what, async () => {
    const found = await store.dossiers.get(dossier.id);
    return found && fits(found) ? found : null;
  });
}
const offeredTo = (dossier: TestDossier, agent: string) =>
  row(dossier, `an offer to ${agent}`, (d) => d.offer?.to === agent);
const asAgent = (agent: string): Partial<CommandContext> => ({ ...byOffer, actor: { kind: 'user', id: agent } });
const other = (agent: string) => (agent === 'lea' ? 'marc' : 'lea');

async function firstOffer(dossier: TestDossier): Promise<string> {
  const { offer } = await row(dossier, 'an offer', (d) => d.offer);
  return offer?.to ?? '';
}

it('N8: rejected, it is offered to the next, who accepts; each has in hand what the record says', async () => {
  await inTeam(BOTH, OFFER, async (dossier) => {
    await dossier.letter('m1', false, 'offer');
    const first = await firstOffer(dossier);
    expect(await holding(first)).toEqual([dossier.id]);
    await dossier.command({ type: 'reject' }, undefined, asAgent(first));
    await offeredTo(dossier, other(first));
    expect([await holding(first), await holding(other(first))]).toEqual([[], [dossier.id]]);
    await dossier.command({ type: 'accept' }, undefined, asAgent(other(first)));
    await row(dossier, 'the agent', (d) => d.assignee === other(first));
    expect((await loads()).sort()).toEqual([0, 1]);
    expect(await store.agents.get(first)).toMatchObject({ state: null, given: { support: { count: 0 } } });
    expect(await store.agents.get(other(first))).toMatchObject({ given: { support: { count: 1 } } });
  });
});

it('W6, N8: unanswered, it puts its agent in RONA and is offered to the next; back to available, to the first again', async () => {
  await inTeam(BOTH, OFFER, async (dossier) => {
    await dossier.letter('m1', false, 'offer');
    const first = await firstOffer(dossier);
    await dossier.later('20s');
    expect((await store.agents.get(first)).state).toBeNull();
    await dossier.later('12s');
    await offeredTo(dossier, other(first));
    expect(await store.agents.get(first)).toMatchObject({ state: 'rona', load: 0 });
    await dossier.later('31s');
    await row(dossier, 'nobody left to ask', (d) => d.offer === null && d.seekingSince !== null);
    await until('RONA', async () => (await store.agents.get(other(first))).state === 'rona');

    await dossier.later('2m');
    await dossier.instruct({ type: 'route' });
    await dossier.settled();
    expect((await store.dossiers.get(dossier.id))?.offer).toBeNull();
    await store.agents.setState(first, 'available', Date.now());
    await dossier.instruct({ type: 'route' });
    await offeredTo(dossier, first);
  });
});

it('C9, C10: in an assign queue it is given at once, and what comes back counts again', async () => {
  await inTeam(BOTH, { routing: 'assign' }, async (dossier) => {
    await dossier.letter('m1', false, 'assign');
    const { assignee } = await row(dossier, 'an agent', (d) => d.assignee);
    const [has, change] = [assignee ?? '', asAgent(assignee ?? '')];
    expect(await holding(has)).toEqual([dossier.id]);
    await dossier.command({ type: 'accept' }, undefined, change);
    await dossier.command({ type: 'replyAndWait', message: reply() }, undefined, change);
    await row(dossier, 'the wait', (d) => d.state === 'waiting');
    await until('free hands', async () => (await holding(has)).length === 0);
    await dossier.later('1h');
    await dossier.letter('m2');
    await row(dossier, 'the return', (d) => d.state === 'returned');
    await until('the dossier in hand', async () => (await holding(has))[0] === dossier.id);
    await dossier.instruct({ type: 'interrupt', resource: 'queue', name: 'Support' });
    await row(dossier, 'W5', (d) => d.state === 'interrupted');
    await until('free hands', async () => (await loads()).every((load) => load === 0));
  });
});

it('C10: a session without agent looks for one when the contact answers', async () => {
  await inTeam({}, { routing: 'assign' }, async (dossier) => {
    await dossier.letter('m1', false, 'assign');
    await row(dossier, 'nobody', (d) => d.seekingSince !== null && d.assignee === null);
    const usual = { email: 'lea@pli.example', name: 'lea', role: 'agent', passwordHash: '-' } as const;
    await store.users.upsert({ _id: 'lea', ...usual, queues: ['support'] });
    await store.agents.seen('lea', Date.now());
    await dossier.letter('m2');
    expect(await row(dossier, 'an agent', (d) => d.assignee === 'lea')).toMatchObject({ seekingSince: null });
  });
});

it('N17: the contact’s late answer goes back to who had it, in a pull queue; to nobody when those hands are full', async () => {
  for (const capacity of [null, 0])
    await inTeam({ lea: { capacity } }, { routing: 'pull' }, async (dossier) => {
      await dossier.letter('m1');
      await dossier.command({ type: 'accept' });
      await dossier.command({ type: 'replyAndWait', message: reply() });
      await dossier.later('31d');
      await row(dossier, 'out of the inbox', (d) => d.lastAssignee === 'lea' && d.assignee === null);
      await dossier.letter('m2');
      await row(dossier, 'the return', (d) => d.state === 'returned');
      await dossier.settled();
      expect((await store.dossiers.get(dossier.id))?.assignee).toBe(capacity === null ? 'lea' : null);
      expect(await holding('lea')).toEqual(capacity === null ? [dossier.id] : []);
    });
});

it('N10: handed over to a team, it is given to one of it, and leaves the hands it was in', async () => {
  await inTeam({ lea: {}, marc: { teams: ['b2b'] } }, { routing: 'pull' }, async (dossier) => {
    await dossier.letter('m1');
    await dossier.command({ type: 'accept' });
    const target = { kind: 'team', id: 'b2b', known: true } as const;
    const queue = { ...QUEUE, transfers: ['team'] } as const;
    await dossier.command({ type: 'transfer', target, wrapUp: 'pro' }, undefined, { ...PEOPLE.lea, queue });
    await row(dossier, 'marc', (d) => d.assignee === 'marc');
    expect(await loads()).toEqual([0, 1]);
  });
});
