/**
 * Requests in front of an agent, and the presence that lets them come.
 * @jest-environment node
 */
import { applyOffer, currentOffer } from '../../admin-ui/desk/offer/offers.ts';
import { nextPresence } from '../../admin-ui/shell/presence/presence.ts';
import { buildRow } from './builders.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 21, 10, 0, second)).toISOString();
const offer = (to: string, until: number) => ({ to, since: at(0), until: at(until) });
const row = (id: string, to: string, until: number, version = 1) => buildRow({ id, version, offer: offer(to, until) });
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);

describe('requests', () => {
  it('W1: are shown one at a time, the one whose time is up first', () => {
    const offers = [row('a', 'lea', 30), row('b', 'lea', 20), row('c', 'marc', 10)];
    expect(currentOffer(offers, 'lea', Date.parse(at(5)))?.id).toBe('b');
    expect(currentOffer(offers, 'lea', Date.parse(at(20)))?.id).toBe('a');
    expect(currentOffer(offers, 'lea', Date.parse(at(30)))).toBeUndefined();
  });

  it('come and go with the events of the server, an older one changing nothing', () => {
    const one = applyOffer([], row('a', 'lea', 30, 2), 'lea');
    expect(ids(one)).toEqual(['a']);
    expect(applyOffer(one, buildRow({ id: 'a', version: 1 }), 'lea')).toBe(one);
    expect(applyOffer(one, buildRow({ id: 'a', version: 3 }), 'lea')).toEqual([]);
    expect(applyOffer(one, row('a', 'marc', 60, 3), 'lea')).toEqual([]);
    expect(applyOffer(one, row('z', 'marc', 60), 'lea')).toBe(one);
  });
});

it('W6: one key goes to and fro, and leaves RONA by Available', () => {
  expect((['available', 'working', 'unavailable', 'rona'] as const).map(nextPresence)).toEqual([
    'unavailable',
    'available',
    'available',
    'available',
  ]);
});
