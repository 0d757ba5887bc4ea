/** How a listing is cut into what is downloaded at once. */
import fc from 'fast-check';
import { inBatches, uidRange } from '../../mail/fetch.ts';
import { BATCH_BYTES, BATCH_LETTERS, STREAM_ABOVE_BYTES } from '../../mail/limits.ts';

const internalDate = new Date(0);

describe('batches', () => {
  it('keep every letter, in order, within their bounds; a large letter is alone', () => {
    const size = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 500_000, max: 3_000_000 }));
    fc.assert(
      fc.property(fc.array(size, { maxLength: 300 }), (sizes) => {
        const listed = sizes.map((bytes, index) => ({ uid: index + 1, size: bytes, internalDate }));
        const batches = inBatches(listed);
        expect(batches.flat()).toEqual(listed);
        for (const batch of batches) {
          const bytes = batch.reduce((sum, letter) => sum + letter.size, 0);
          const isBounded = batch.length <= BATCH_LETTERS && bytes <= BATCH_BYTES;
          expect(batch.length === 1 || (isBounded && batch.every((one) => one.size <= STREAM_ABOVE_BYTES))).toBe(true);
        }
      }),
    );
  });

  it('are asked for in runs of UIDs', () => {
    expect(uidRange([1, 2, 3, 7, 9, 10])).toBe('1:3,7,9:10');
    expect(uidRange([])).toBe('');
  });
});
