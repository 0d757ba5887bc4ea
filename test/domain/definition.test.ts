/** Definitions: the built-in one is sound, and each kind of mistake is named. */
import type { Definition, TimerDefinition } from '../../domain/lifecycle/definition.ts';
import { checkDefinition } from '../../domain/lifecycle/definition-check.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';

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
    label: { fr: '', en: '' },
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

/** Standard's timers, the first one changed. */
function first(change: Partial<TimerDefinition>): readonly TimerDefinition[] {
  return STANDARD.timers.map((timer, i) => (i === 0 ? { ...timer, ...change } : timer));
}
