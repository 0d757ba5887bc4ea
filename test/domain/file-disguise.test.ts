/** Attachments whose name, declared type and bytes disagree; and those, however odd, that do not. */
import { otherThanSaid } from '../../domain/post/file-disguise.ts';

const bytes = (start: string, ...after: readonly number[]) =>
  Uint8Array.from([...Buffer.from(start, 'latin1'), ...after]);
const PDF = bytes('%PDF-1.7\n');
const PNG = bytes('\x89PNG\r\n\x1a\n');
const ZIP = bytes('PK\x03\x04');
const OLE = bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1');
const PROGRAM = bytes('MZ\x90', 0, 3, 0);
const OCTETS = 'application/octet-stream';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

it.each([
  ['a program named as a PDF', 'facture.pdf', 'application/pdf', PROGRAM, 'application/x-msdownload'],
  ['a program of no name', 'facture', OCTETS, PROGRAM, 'application/x-msdownload'],
  ['a program declared as a picture', 'photo.exe', 'image/png', PROGRAM, 'application/x-msdownload'],
  ['a PNG named as a JPEG', 'photo.jpg', 'image/jpeg', PNG, 'image/png'],
  ['a PDF declared as a PNG', 'plan.pdf', 'image/png', PDF, 'application/pdf'],
  ['a page named as a PDF', 'facture.pdf', 'application/pdf', bytes('<html>'), 'text/plain'],
  ['an archive named as a picture', 'photo.png', OCTETS, ZIP, 'application/zip'],
  ['a PDF named as a text', 'notes.txt', 'text/plain', PDF, 'application/pdf'],
  ['a Windows program under a Word name', 'lettre.docx', DOCX, PROGRAM, 'application/x-msdownload'],
  ['nothing known, named as a PDF', 'plan.pdf', OCTETS, bytes('', 0, 1, 2), OCTETS],
])('says what it is: %s', (_what, name, declared, head, found) => {
  expect(otherThanSaid(name, declared, head)).toBe(found);
});

it.each([
  ['a PDF of any declared type', 'plan.PDF', OCTETS, PDF],
  ['a PDF that begins late', 'a.pdf', 'application/pdf', bytes('\r\n\0%PDF-1.4')],
  ['a PDF without extension', 'plan', 'application/pdf', PDF],
  ['a JPEG under its other name', 'a.jpeg', 'image/jpg', bytes('\xff\xd8\xff\xe0')],
  ['a Word document', 'a.docx', DOCX, ZIP],
  ['a Word document with a password', 'a.docx', DOCX, OLE],
  ['rich text that Word named', 'a.doc', 'application/msword', bytes('{\\rtf1')],
  ['an honest program', 'setup.exe', OCTETS, PROGRAM],
  ['a text that begins as a program does', 'a.txt', 'text/plain', bytes('MZ is a name')],
  ['a text in UTF-16', 'a.csv', 'text/csv', bytes('\xff\xfea', 0, 0x3b, 0)],
  ['a page', 'a.html', 'text/html', bytes('<p>')],
  ['an unknown type', 'a.xyz', 'application/x-thing', bytes('anything')],
  ['an empty file', 'a.pdf', 'application/pdf', bytes('')],
  ['a zip archive by another name', 'a.epub', 'application/epub+zip', ZIP],
  ['a CSV declared as Windows does', 'a.csv', 'application/vnd.ms-excel', bytes('a;b')],
])('holds nothing against %s', (_what, name, declared, head) => {
  expect(otherThanSaid(name, declared, head)).toBeNull();
});
