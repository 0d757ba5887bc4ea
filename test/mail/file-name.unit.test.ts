/** Names of files, as letters give them. */
import fc from 'fast-check';
import { safeFileName } from '../../mail/read/file-name.ts';

describe('fault L20: nothing that can be seen is cut from a name', () => {
  it.each([
    ['Devis 12/2026.pdf', 'Devis 12_2026.pdf'],
    ['Devis 12\\2026.pdf', 'Devis 12_2026.pdf'],
    ['RDV 10:30.ics', 'RDV 10_30.ics'],
    ['Quoi ? <oui|non>*.txt', 'Quoi _ _oui_non__.txt'],
    ['un "devis".pdf', 'un _devis_.pdf'],
    ['a\tb.pdf', 'a b.pdf'],
    ['a\u0000\r\nb.pdf', 'ab.pdf'],
    ['facture\u202efdp.exe', 'facturefdp.exe'],
    ['fac\u200bture\u2066.pdf\ufeff', 'facture.pdf'],
    ['.htaccess', '_htaccess'],
    ['..secret.txt', '_secret.txt'],
    ['photo 👩‍👧.png', 'photo 👩‍👧.png'],
    [' reçu .pdf ', 'reçu .pdf'],
    ['2026/11/devis/12.pdf', '2026_11_devis_12.pdf'],
  ])('%j is %j', (name, safe) => expect(safeFileName(name)).toBe(safe));

  it.each([
    ['C:\\Users\\clea\\Devis 12.pdf', 'Devis 12.pdf'],
    ['\\\\serveur\\commun\\Devis 12.pdf', 'Devis 12.pdf'],
    ['/home/clea/Devis 12.pdf', 'Devis 12.pdf'],
    ['../../etc/passwd', 'passwd'],
  ])('%j is a path on its sender’s disk: %j', (name, safe) => expect(safeFileName(name)).toBe(safe));

  it.each(['', '   ', '.', '...', '/', '\u202e', '_'])('%j names nothing', (name) =>
    expect(safeFileName(name)).toBe(''),
  );

  it('one too long keeps its extension and whole characters', () => {
    expect(safeFileName(`${'n'.repeat(500)}.xlsx`)).toBe(`${'n'.repeat(195)}.xlsx`);
    expect(safeFileName(`n${'👍'.repeat(500)}.pdf`)).toBe(`n${'👍'.repeat(97)}.pdf`);
    expect(safeFileName(`a.${'b'.repeat(500)}`)).toHaveLength(200);
  });

  it('whatever the name, letters and digits stay and it can be saved anywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const safe = safeFileName(name);
        expect(safe).not.toMatch(/[\\/:*?"<>|\p{Cc}]|^\./u);
        expect(safe.length).toBeLessThanOrEqual(200);
        expect(safe.isWellFormed()).toBe(true);
        const [kept, seen] = [safe, name].map((text) => text.replace(/[^\p{L}\p{N}]/gu, ''));
        if (!/^(?:[a-z]:|\\\\|\.{0,2}[\\/])/i.test(name.trim())) expect(kept).toBe(seen);
      }),
      { numRuns: 500 },
    );
  });
});
