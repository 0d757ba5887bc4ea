/** Whom routing chooses, by table; in whose hands a dossier counts. */
import {
  type Candidate,
  chooseAgent,
  firstState,
  holderOf,
  type Search,
  seekingSince,
} from '../../domain/dossier/assignment.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { opened, reply } from './given.ts';

const agent = (id: string, change: Partial<Candidate> = {}): Candidate => ({
  id,
  state: 'available',
  signedIn: true,
  load: 0,
  capacity: null,
  givenToday: 0,
  assignedAt: 0,
  isAsked: false,
  skills: [],
  teams: [],
  ...change,
});
const SEARCH: Search = {
  routing: 'assign',
  lastAssignee: null,
  wanted: null,
  pausing: [],
  skill: null,
  dailyLimit: null,
  onlySignedIn: true,
  open: true,
};
const OFFER = { routing: 'offer' } as const;
const [lea, marc] = [agent('lea'), agent('marc')];

it.each<[string, Candidate[], Partial<Search>, string | null]>([
  ['C10: the fewest in hand', [agent('lea', { load: 2 }), agent('marc', { load: 1 })], {}, 'marc'],
  [
    'C10: of equals, the least recently given',
    [agent('lea', { assignedAt: 2 }), agent('marc', { assignedAt: 1 })],
    {},
    'marc',
  ],
  ['C10: fewest before least recently', [agent('lea', { load: 1 }), agent('marc', { assignedAt: 9 })], {}, 'marc'],
  ['C10: one never given anything first', [agent('lea', { assignedAt: 1 }), marc], {}, 'marc'],
  ['C11: nobody in a pull queue', [lea, marc], { routing: 'pull' }, null],
  ['N17: in a pull queue, who had it', [lea, marc], { routing: 'pull', lastAssignee: 'marc' }, 'marc'],
  [
    'N17: who had it, away from routing',
    [agent('marc', { state: 'working' })],
    { routing: 'pull', lastAssignee: 'marc' },
    'marc',
  ],
  ['N17: nobody when who had it has left the queue', [lea], { routing: 'pull', lastAssignee: 'marc' }, null],
  ['N17: who had it before who has least', [lea, agent('marc', { load: 5 })], { lastAssignee: 'marc' }, 'marc'],
  [
    'N17: another, where who had it is away',
    [lea, agent('marc', { state: 'unavailable' })],
    { lastAssignee: 'marc' },
    'lea',
  ],
  ['N23: none beyond the capacity', [agent('lea', { load: 3, capacity: 3 }), agent('marc', { load: 9 })], {}, 'marc'],
  ['N23: nobody when all are full', [agent('lea', { load: 3, capacity: 3 })], {}, null],
  [
    'N23: not even who had it',
    [agent('lea', { load: 3, capacity: 3 })],
    { routing: 'pull', lastAssignee: 'lea' },
    null,
  ],
  [
    'W6: only the available',
    [agent('lea', { state: 'working' }), agent('nadia', { state: 'rona' }), agent('marc', { load: 1 })],
    {},
    'marc',
  ],
  ['N8: not one who declined a moment ago', [lea, agent('marc', { load: 1 })], { pausing: ['lea'] }, 'marc'],
  [
    'W6: not one who has an offer to answer',
    [agent('lea', { isAsked: true }), agent('marc', { load: 1 })],
    OFFER,
    'marc',
  ],
  ['W6: nobody when all have one to answer', [agent('lea', { isAsked: true })], OFFER, null],
  ['W6: what is given is not asked', [agent('lea', { isAsked: true }), agent('marc', { load: 1 })], {}, 'lea'],
  [
    'W6, N17: who had it has it again, whatever they are asked',
    [marc, agent('lea', { isAsked: true })],
    { ...OFFER, lastAssignee: 'lea' },
    'lea',
  ],
  ['C9: only those signed in', [agent('lea', { signedIn: false }), agent('marc', { load: 1 })], {}, 'marc'],
  [
    'C9: also those signed out, where the queue says so',
    [agent('lea', { signedIn: false }), agent('marc', { load: 1 })],
    { onlySignedIn: false },
    'lea',
  ],
  ['C9: nobody when the queue is closed', [lea], { open: false }, null],
  [
    'C9: none beyond the day’s limit',
    [agent('lea', { givenToday: 2 }), agent('marc', { load: 1, givenToday: 1 })],
    { dailyLimit: 2 },
    'marc',
  ],
  ['only with the queue’s skill', [lea, agent('marc', { load: 1, skills: ['refunds'] })], { skill: 'refunds' }, 'marc'],
  [
    'N10: of a team, in a pull queue too',
    [lea, agent('marc', { load: 1, teams: ['b2b'] })],
    { routing: 'pull', wanted: { kind: 'team', id: 'b2b' } },
    'marc',
  ],
  [
    'N10: with a skill',
    [lea, agent('marc', { load: 1, skills: ['es'] })],
    { wanted: { kind: 'skill', id: 'es' } },
    'marc',
  ],
  ['N10: nobody of another team', [agent('lea', { skills: ['b2b'] })], { wanted: { kind: 'team', id: 'b2b' } }, null],
])('%s', (_, candidates, search, expected) => {
  const chosen = chooseAgent(candidates, { ...SEARCH, ...search })?.id ?? null;
  expect(chosen).toBe(expected);
  expect(chooseAgent(candidates.toReversed(), { ...SEARCH, ...search })?.id ?? null).toBe(expected);
});

it('W6: agents take part from the start, others when they say so', () => {
  expect([firstState('agent'), firstState('supervisor'), firstState('admin')]).toEqual([
    'available',
    'working',
    'working',
  ]);
});

it('C10: a dossier counts in the hands it is offered or assigned to, while it is to be worked on', () => {
  const held = (play = opened()) => play.dossier && holderOf(play.dossier, STANDARD);
  expect(held()).toBeNull();
  expect(held(opened().system({ type: 'offer', to: 'marc', until: opened().now + 30_000 }))).toBe('marc');
  expect(held(opened().agent({ type: 'accept' }))).toBe('lea');
  const waiting = opened().agent({ type: 'accept' }).agent({ type: 'replyAndWait', message: reply() });
  expect([waiting.dossier?.assignee, held(waiting)]).toEqual(['lea', null]);
});

it('C10, C11: it waits for routing where nobody takes it by themselves', () => {
  const { dossier, now } = opened();
  if (!dossier) throw new Error('not opened');
  expect(seekingSince(dossier, STANDARD)).toBeNull();
  expect(seekingSince({ ...dossier, routing: 'assign' }, STANDARD)).toBe(now);
  expect(seekingSince({ ...dossier, wanted: { kind: 'team', id: 'b2b' } }, STANDARD)).toBe(now);
  expect(seekingSince({ ...dossier, routing: 'assign', assignee: 'lea' }, STANDARD)).toBeNull();
  expect(seekingSince({ ...dossier, routing: 'assign', state: 'waiting' }, STANDARD)).toBeNull();
});
