/** What holds over any history: no state out of the definition, no gap, no lie about what is allowed. */
import fc from 'fast-check';
import { availability } from '../../domain/dossier/decide.ts';
import { fold } from '../../domain/dossier/evolve.ts';
import { agenda } from '../../domain/dossier/timing.ts';
import { stateOf } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { COMMAND_TYPES, commandOf, history, play } from './any-history.ts';
import { context, letter, PEOPLE, type Play, QUEUE } from './given.ts';

it('no sequence of events reaches a state the definition does not have', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const { events, state } = play(steps);
      for (const event of events) if (event.type === 'moved') stateOf(STANDARD, event.data.to);
      expect(stateOf(STANDARD, state ?? '').id).toBe(state);
    }),
  );
});

it('the fold of a prefix and then of the rest is the fold of the whole', () => {
  fc.assert(
    fc.property(history, fc.nat(), (steps, cut) => {
      const { events, dossier } = play(steps);
      const at = cut % (events.length + 1);
      expect(fold(events.slice(at), fold(events.slice(0, at)))).toEqual(dossier);
      expect(events.map((e) => e.seq)).toEqual(events.map((_, i) => i + 1));
    }),
  );
});

it('what is said to be available is accepted, and the rest is refused with that code', () => {
  fc.assert(
    fc.property(history, fc.constantFrom('lea' as const, 'nadia' as const), (steps, who) => {
      const game = play(steps);
      if (!game.dossier) return;
      for (const { type, refusal } of availability(game.dossier, STANDARD, context(PEOPLE[who]))) {
        const code = game.refusal(commandOf(type, game.dossier, 'probe'), PEOPLE[who]);
        if (refusal) expect(code).toBe(refusal.code);
        // What only the command's own content can tell is told when it comes.
        else
          expect([
            null,
            'already-yours',
            'no-timer',
            'needs-pull-mode',
            'not-in-this-state',
            'assigned-to-another',
          ]).toContain(code);
      }
    }),
  );
});

it('W10: a command asked under the rules of a queue that the dossier left is stale; an undo rests on no queue', () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...COMMAND_TYPES), (steps, type) => {
      const game = play(steps);
      const command = commandOf(type, game.dossier, 'probe');
      const under = (id: string) => game.refusal(command, { ...PEOPLE.nadia, queue: { ...QUEUE, id } });
      const anyway = game.refusal(command, PEOPLE.nadia);
      expect(under(game.dossier?.queue ?? '')).toBe(anyway);
      expect(under('the queue it was in')).toBe(type === 'undoSend' ? anyway : 'stale');
    }),
  );
});

it('A2: whatever happens, the dossier stays attached to its contact', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const { dossier, events } = play(steps);
      const opening = events[0];
      expect(opening?.type === 'dossierOpened' && opening.data.contact).toEqual(dossier?.contact);
    }),
  );
});

it('O2: nothing leaves validation that was not approved by another than its author', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const { events } = play(steps);
      for (const [i, event] of events.entries()) {
        if (event.type !== 'replySubmitted' || !event.data.validated) continue;
        const approval = events[i - 1];
        expect(approval?.type).toBe('validationApproved');
        expect(approval?.actor).not.toEqual({ kind: 'user', id: event.data.validated.author });
      }
    }),
  );
});

it('a dossier has one offer or one agent, never both; and never ends with a reply on its way', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const { dossier, state } = play(steps);
      expect(dossier?.offer !== null && dossier?.assignee !== null).toBe(false);
      if (stateOf(STANDARD, state ?? '').final) expect(dossier?.outgoing).toEqual([]);
    }),
  );
});

it('O8: what the clock asks for is done when it asks: nothing is asked twice for the same moment', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const game = play(steps);
      if (!game.dossier) return;
      const before = agenda(STANDARD, game.dossier).filter((d) => d.kind === 'timer');
      for (const due of before) {
        if (!game.dossier.deadlines.some((d) => d.timer === due.timer && d.at === due.at)) continue;
        game.later(Math.max(0, due.at - game.now)).system({ type: 'elapse', timer: due.timer });
        const again = agenda(STANDARD, game.dossier).filter((d) => d.kind === 'timer');
        expect(again).not.toContainEqual(due);
      }
    }),
  );
});

it('a letter at the very millisecond of a timer brings the dossier to the same desk, whichever of the two is first', () => {
  const elapse = (game: Play, timer: string) => game.system({ type: 'elapse', timer });
  const ends = STANDARD.timers.filter((t) => t.transition === 'archive').map((t) => t.id);
  fc.assert(
    fc.property(history, (steps) => {
      const { dossier } = play(steps);
      if (!dossier || dossier.mergedInto) return;
      for (const { timer, at } of dossier.deadlines.filter((d) => !ends.includes(d.timer))) {
        const [before, after] = [play(steps), play(steps)];
        for (const game of [before, after]) game.later(Math.max(0, at - game.now));
        elapse(before.system(letter('at that time')), timer);
        elapse(after, timer).system(letter('at that time'));
        const deskOf = ({ state = '' }: Play) => stateOf(STANDARD, state).desk;
        expect([timer, deskOf(before)]).toEqual([timer, deskOf(after)]);
        expect(before.dossier?.received).toEqual(after.dossier?.received);
      }
    }),
  );
});
