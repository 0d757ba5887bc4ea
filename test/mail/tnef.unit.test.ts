/** Outlook's winmail.dat, opened. */
import fc from 'fast-check';
import { parseLetter } from '../../mail/read/parse.ts';
import { openTnef } from '../../mail/read/tnef.ts';
import { file, mixed } from '../letters/build.ts';
import { tnefFile } from '../letters/tnef-file.ts';

const parts = [
  { title: 'LONGNA~1.PDF', longName: 'Long name – été.pdf', mime: 'application/pdf', content: Buffer.from('%PDF') },
  { title: 'logo.png', contentId: 'logo@1', content: Buffer.from([0, 255, 1]) },
];
const winmail = tnefFile({ parts, body: 'Voilà', html: '<p>Voil\xe0</p>' });

it('peer 28: gives the files in it, with their long names, and its words', () => {
  expect(openTnef(winmail)).toEqual({
    files: [
      { name: 'Long name – été.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF') },
      { name: 'logo.png', contentType: 'image/png', contentId: 'logo@1', content: Buffer.from([0, 255, 1]) },
    ],
    text: 'Voilà',
    html: '<p>Voilà</p>',
  });
});

it('peer 28: the part itself stays byte for byte, before the files that were in it', async () => {
  const { attachments } = await parseLetter(Buffer.from(mixed(file('winmail.dat', winmail, 'application/ms-tnef'))));
  expect(attachments.map(({ name }) => name)).toEqual(['winmail.dat', 'Long name – été.pdf', 'logo.png']);
  expect(attachments.map(({ index }) => index)).toEqual([0, 1, 2]);
  expect(attachments[0]?.content.equals(winmail)).toBe(true);
});

it('peer 28: a file that is none, or is broken anywhere, breaks nothing', () => {
  expect(openTnef(Buffer.from('hello'))).toBeNull();
  for (let end = 6; end < winmail.length; end++) expect(openTnef(winmail.subarray(0, end))).not.toBeNull();
  const change = fc.tuple(fc.nat(winmail.length - 1), fc.nat(255));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const broken = Buffer.from(winmail);
      for (const [at, byte] of changes) broken[at] = byte;
      const opened = openTnef(broken);
      expect(opened === null || Array.isArray(opened.files)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
