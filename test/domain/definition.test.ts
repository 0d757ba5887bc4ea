/** Definitions: the built-in one is sound, and each kind of mistake is named. */
import fc from 'fast-check';
import { availability } from '../../domain/dossier/decide.ts';
import { agenda } from '../../domain/dossier/timing.ts';
import type { Definition, TimerDefinition } from '../../domain/lifecycle/definition.ts';
import { checkDefinition } from '../../domain/lifecycle/definition-check.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { history, play } from './any-history.ts';
import { context, PEOPLE } from './given.ts';

const codes = (definition: Definition) => checkDefinition(definition).map((p) => `${p.code} ${p.at}`);
const edited = (change: Partial<Definition>): Definition => ({ ...STANDARD, ...change });

it('the definition Standard has every state of the lifecycle and nothing wrong', () => {
  expect(codes(STANDARD)).toEqual([]);
  expect(STANDARD.states.map((s) => s.id)).toEqual([
    'new',
    'open',
    'provisional',
    'returned',
    'reopened',
    'suspended',
    'validation',
    'waiting',
    'dormant',
    'resolved',
    'closed',
    'interrupted',
    'archived',
  ]);
});

it('its words are the ones agents know, in both languages', () => {
  const label = (id: string) => STANDARD.states.find((s) => s.id === id)?.label;
  expect(label('new')).toEqual({ fr: 'À traiter', en: 'To handle' });
  expect(label('provisional')).toEqual({ fr: 'À traiter (bis)', en: 'To handle (bis)' });
  expect(label('validation')).toEqual({ fr: 'Validation (clos)', en: 'Validation (closed)' });
  expect(label('returned')).toEqual({ fr: 'Retour contact', en: 'Contact replied' });
});

it('a state that nothing reaches, and one that nothing leaves, are named', () => {
  const state = {
    id: 'limbo',
    label: { fr: 'Limbes', en: 'Limbo' },
    desk: null,
    tone: 'neutral',
    active: false,
  } as const;
  expect(codes(edited({ states: [...STANDARD.states, state] }))).toEqual(['unreachable-state limbo', 'no-exit limbo']);
});

it('a cause that leads to two places from one state is named', () => {
  const twin = {
    id: 'closeTwice',
    label: { fr: 'Clore', en: 'Close' },
    from: ['open'],
    to: 'resolved',
    cause: 'close',
    right: 'dossier.handle',
  } as const;
  expect(codes(edited({ transitions: [...STANDARD.transitions, twin] }))).toEqual(['ambiguous-transition closeTwice']);
});

it('an id used twice, an unknown state, an unknown transition are named', () => {
  const [timer] = STANDARD.timers;
  if (!timer) throw new Error('no timer');
  expect(codes(edited({ timers: [...STANDARD.timers, timer] }))).toEqual([`duplicate-id ${timer.id}`]);
  expect(codes(edited({ timers: [{ ...timer, transition: 'nowhere' }] }))).toContain(`unknown-transition ${timer.id}`);
  expect(codes(edited({ initial: 'nowhere' }))).toContain('unknown-state initial');
});

it.each([0, 1001, 1.5])('C6: %p days is out of a timer’s range', (value) => {
  expect(codes(edited({ timers: first({ after: { unit: 'days', value } }) }))).toEqual(['timer-range activeToDormant']);
});

it('a timer whose transition does not leave its state is dead', () => {
  expect(codes(edited({ timers: first({ transition: 'archive' }) }))).toEqual(['dead-timer activeToDormant']);
});

it('a trigger that waits for a transition or a timer that is not there is dead', () => {
  const [trigger] = STANDARD.triggers;
  if (!trigger) throw new Error('no trigger');
  const lost = { ...trigger, when: { transition: 'nowhere' }, do: 'unassign' } as const;
  expect(codes(edited({ triggers: [lost] }))).toEqual([`dead-trigger ${trigger.id}`]);
});

describe('fault R7: what is no definition is refused before its parts are looked at', () => {
  const [state, transition, timer, trigger] = [
    STANDARD.states[0],
    STANDARD.transitions[0],
    STANDARD.timers[0],
    STANDARD.triggers[0],
  ];
  it.each<[string, unknown]>([
    ['', null],
    ['', 'standard'],
    ['/states', { ...STANDARD, states: undefined }],
    ['/states', { ...STANDARD, states: [] }],
    ['/version', { ...STANDARD, version: 0 }],
    ['/states/0/tone', { ...STANDARD, states: [{ ...state, tone: 'pink' }] }],
    ['/states/0/desk', { ...STANDARD, states: [{ ...state, desk: 'elsewhere' }] }],
    ['/states/0/colour', { ...STANDARD, states: [{ ...state, colour: 'red' }] }],
    ['/states/0/id', { ...STANDARD, states: [{ ...state, id: '__proto__' }] }],
    ['/transitions/0/cause', { ...STANDARD, transitions: [{ ...transition, cause: 'explode' }] }],
    ['/transitions/0/right', { ...STANDARD, transitions: [{ ...transition, right: 'everything' }] }],
    ['/transitions/0/requires/0', { ...STANDARD, transitions: [{ ...transition, requires: ['patience'] }] }],
    ['/transitions/0/from', { ...STANDARD, transitions: [{ ...transition, from: 'open' }] }],
    ['/timers/0/after/unit', { ...STANDARD, timers: [{ ...timer, after: { unit: 'moons', value: 1 } }] }],
    ['/timers/0/start', { ...STANDARD, timers: [{ ...timer, start: 'never' }] }],
    ['/triggers/0', { ...STANDARD, triggers: [{ ...trigger, when: null }] }],
    ['/triggers/0', { ...STANDARD, triggers: [{ ...trigger, do: 'automaticReply' }] }],
    ['/triggers/0', { ...STANDARD, triggers: [{ ...trigger, do: { alert: 'fire' } }] }],
  ])('at %s: %#', (at, candidate) => {
    expect(checkDefinition(candidate)).toContainEqual({ code: 'malformed', at });
  });

  it('a letter awaited in a state that is not there is named', () => {
    const lost = STANDARD.triggers.map((t) =>
      'letter' in t.when ? { ...t, when: { ...t.when, in: ['nowhere'] } } : t,
    );
    expect(codes(edited({ triggers: lost as Definition['triggers'] }))).toContain('unknown-state reply-wakes');
  });
});

/** Some part of Standard replaced by another part of it, by something else, or left out. */
const mutated = fc
  .array(
    fc.record({
      at: fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 5 }),
      by: fc.oneof(
        { weight: 3, arbitrary: fc.array(fc.nat({ max: 60 }), { minLength: 1, maxLength: 5 }) },
        { weight: 1, arbitrary: fc.jsonValue().map((value) => ({ value })) },
      ),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((changes) => {
    const copy = structuredClone(STANDARD) as unknown as Record<string, unknown>;
    for (const { at, by } of changes) {
      const { holder, key } = reach(copy, at);
      const found = Array.isArray(by) ? reach(STANDARD as never, by) : null;
      holder[key] = structuredClone(found ? found.holder[found.key] : (by as { value: unknown }).value) as never;
    }
    return copy;
  });

/** The place that these numbers lead to. */
function reach(root: Record<string, unknown>, path: readonly number[]) {
  let [holder, key] = [root, 'label'];
  for (const [i, step] of path.entries()) {
    const keys = Object.keys(holder);
    key = keys[step % keys.length] ?? 'id';
    const next = holder[key];
    if (typeof next !== 'object' || next === null || Object.keys(next).length === 0) break;
    if (i < path.length - 1) holder = next as Record<string, unknown>;
  }
  return { holder, key };
}

it('fault R7: whatever is changed of a definition, it is refused, or the rules interpret it through any history', () => {
  let accepted = 0;
  fc.assert(
    fc.property(mutated, history, (candidate, steps) => {
      if (checkDefinition(candidate).length > 0) return;
      accepted += 1;
      const definition = candidate as unknown as Definition;
      const { dossier } = play(steps, definition);
      if (!dossier) return;
      expect(definition.states.map(({ id }) => id)).toContain(dossier.state);
      for (const who of [PEOPLE.lea, PEOPLE.nadia]) availability(dossier, definition, context(who));
      agenda(definition, dossier);
    }),
    { numRuns: 600 },
  );
  expect(accepted).toBeGreaterThan(20);
});

/** Standard's timers, the first one changed. */
function first(change: Partial<TimerDefinition>): readonly TimerDefinition[] {
  return STANDARD.timers.map((timer, i) => (i === 0 ? { ...timer, ...change } : timer));
}
