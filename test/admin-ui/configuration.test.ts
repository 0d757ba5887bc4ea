/**
 * Opening hours as people write them.
 * @jest-environment node
 */
import fc from 'fast-check';
import { readHours, writeHours } from '../../admin-ui/configuration/hours.ts';

it('reads hours however people write them', () => {
  const day = [
    { from: '09:00', to: '12:30' },
    { from: '14:00', to: '18:00' },
  ];
  for (const text of [
    '09:00–12:30, 14:00–18:00',
    '9:00-12:30 ; 14:00 - 18:00',
    '9h-12h30, 14h—18h',
    ' 9h–12h30,14h–18h,',
  ])
    expect(readHours(text)).toEqual(day);
  expect(readHours('')).toEqual([]);
  expect(readHours('00:00–24:00')).toEqual([{ from: '00:00', to: '24:00' }]);
});

it.each(['morning', '9', '9-12', '18:00–09:00', '09:00–09:00', '09:00–24:30', '09:70–12:00', '09:00–'])(
  'does not take %s for hours',
  (text) => {
    expect(readHours(text)).toBeNull();
  },
);

it('reads back what it writes', () => {
  const time = (m: number) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
  const minutes = fc.uniqueArray(fc.integer({ min: 0, max: 24 * 60 }), { maxLength: 8 });
  fc.assert(
    fc.property(minutes, (all) => {
      const sorted = [...all].sort((a, b) => a - b);
      const day = sorted.flatMap((to, i) => (i % 2 ? [{ from: time(sorted[i - 1] ?? 0), to: time(to) }] : []));
      expect(readHours(writeHours(day))).toEqual(day);
    }),
  );
});
