/** The draw of a sample: fair, and always the same for the same answer (O3). */
import fc from 'fast-check';
import { drawFor } from '../../api/dossiers/command-context.ts';
import { policyFor } from '../../domain/dossier/policy.ts';

const text = fc.string({ minLength: 1, maxLength: 24 });
const dossier = fc.record({ _id: text, lastReceivedAt: fc.option(fc.nat()) });
const everyone = { id: 'p', enabled: true, agents: [], queues: [], templates: [] };
const judged = (agent: string, one: { _id: string; lastReceivedAt: number | null }) => ({
  ...{ agent, queue: 'q', templates: [] },
  draw: (policy: string) => drawFor(policy, agent, one),
});

it('O3: an answer that a sample takes is taken each time, and by every larger sample', () => {
  const rate = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(text, dossier, rate, rate, (agent, one, a, b) => {
      const [small, large] = [Math.min(a, b), Math.max(a, b)];
      const taken = (sampleRate: number) => policyFor([{ ...everyone, sampleRate }], judged(agent, one)) !== null;
      expect(taken(small)).toBe(taken(small));
      if (taken(small)) expect(taken(large)).toBe(true);
      expect([taken(0), taken(1)]).toEqual([false, true]);
    }),
  );
});

it('O3: a sample takes the share that it says', () => {
  const ids = Array.from({ length: 4_000 }, (_, i) => `dossier-${i}`);
  for (const sampleRate of [0.1, 0.5, 0.9]) {
    const taken = ids.filter((_id) =>
      policyFor([{ ...everyone, sampleRate }], judged('lea', { _id, lastReceivedAt: 7 })),
    );
    expect(Math.abs(taken.length / ids.length - sampleRate)).toBeLessThan(0.03);
  }
});

it('O3: a new letter of the contact is drawn anew', () => {
  const draws = Array.from({ length: 50 }, (_, at) => drawFor('p', 'lea', { _id: 'd', lastReceivedAt: at }));
  expect(new Set(draws).size).toBe(50);
});
