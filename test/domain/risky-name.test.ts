/** File names that hide a program, and those that hide nothing. */
import { nameRisk } from '../../domain/post/risky-name.ts';

it.each([
  ['facture.pdf.exe', 'disguised'],
  ['Facture.PDF.EXE', 'disguised'],
  ['photo.jpg.scr', 'disguised'],
  ['relevé.xlsx .js', 'disguised'],
  ['facture.pdf.html', 'disguised'],
  ['facture.pdf.exe. ', 'disguised'],
  ['facture.pdf                    .exe', 'disguised'],
  ['facture\u202efdp.exe', 'disguised'],
  ['facture.pdf\u200b.exe', 'disguised'],
  ['plan.pdf.v2.lnk', 'disguised'],
  ['setup.exe', 'program'],
  ['Macro.vbs', 'program'],
  ['installer.dmg', 'program'],
  ['page.html', null],
  ['facture.pdf', null],
  ['devis.v1.2.docx', null],
  ['exe', null],
  ['.exe.pdf', null],
  ['archive.tar.gz', null],
  ['Devis 12.2026', null],
  ['', null],
])('fault S10: %s: %s', (name, risk) => {
  expect(nameRisk(name)).toBe(risk);
});
