/** The files automatic replies may carry: known by their name and their bytes together. */
import { acceptedFiles, fileType } from '../../domain/post/file-types.ts';

const bytes = (text: string, ...numbers: number[]) => Uint8Array.from([...numbers, ...Buffer.from(text, 'latin1')]);
const OFFICE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const ALLOWED: readonly [name: string, head: Uint8Array, contentType: string][] = [
  ['a.JPG', bytes('', 0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
  ['a.jpeg', bytes('', 0xff, 0xd8, 0xff, 0xe1), 'image/jpeg'],
  ['a.png', bytes('\r\n\x1a\n', 0x89, 0x50, 0x4e, 0x47), 'image/png'],
  ['a.gif', bytes('GIF89a'), 'image/gif'],
  ['a.tiff', bytes('', 0x49, 0x49, 0x2a, 0), 'image/tiff'],
  ['a.raw', bytes('', 1, 2, 3), 'image/x-raw'],
  ['a.webp', bytes('RIFF0000WEBPVP8'), 'image/webp'],
  ['a.mp4', bytes('ftypisom', 0, 0, 0, 24), 'video/mp4'],
  ['a.mov', bytes('ftypqt  ', 0, 0, 0, 20), 'video/quicktime'],
  ['a.avi', bytes('RIFF0000AVI LIST'), 'video/x-msvideo'],
  ['a.wmv', bytes('', 0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11), 'video/x-ms-wmv'],
  ['a.webm', bytes('', 0x1a, 0x45, 0xdf, 0xa3), 'video/webm'],
  ['a.mp3', bytes('ID3'), 'audio/mpeg'],
  ['b.mp3', bytes('', 0xff, 0xfb, 0x90), 'audio/mpeg'],
  ['a.wav', bytes('RIFF0000WAVEfmt '), 'audio/wav'],
  ['a.pdf', bytes('%PDF-1.7'), 'application/pdf'],
  ['a.doc', bytes('', ...OFFICE), 'application/msword'],
  ['a.xls', bytes('', ...OFFICE), 'application/vnd.ms-excel'],
  ['a.ppt', bytes('', ...OFFICE), 'application/vnd.ms-powerpoint'],
  ['a.csv', bytes('a;b\n1;2'), 'text/csv'],
  ['a.txt', bytes('Bonjour'), 'text/plain'],
];

it.each(ALLOWED)('C14: %s is allowed', (name, head, contentType) => {
  expect(fileType(name, head)?.contentType).toBe(contentType);
});

it.each([
  ['page.html', bytes('<p>')],
  ['photo.png', bytes('MZ')],
  ['photo.jpg', bytes('GIF89a')],
  ['notes.txt', bytes('\0\0')],
  ['a.raw', bytes('MZ\x90')],
  ['a.pdf.exe', bytes('%PDF-1.7')],
  ['nothing', bytes('%PDF-1.7')],
  ['empty.txt', bytes('')],
])('C14: %s is refused for its name or its bytes', (name, head) => {
  expect(fileType(name, head)).toBeNull();
});

it('C14: a picker offers all of them, and tells images from the rest', () => {
  expect(acceptedFiles().split(',')).toHaveLength(21);
  const images = ALLOWED.filter(([name, head]) => fileType(name, head)?.group === 'image').map(([name]) => name);
  expect(images).toEqual(['a.JPG', 'a.jpeg', 'a.png', 'a.gif', 'a.tiff', 'a.raw', 'a.webp']);
});
