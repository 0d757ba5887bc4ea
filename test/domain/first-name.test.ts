/** What people are called by. */
import { firstName } from '../../domain/post/first-name.ts';

describe('fault L19: people are called by their first name, however their mail program writes it', () => {
  it.each([
    ['Clea Durand', 'Clea'],
    ['Durand, Clea', 'Clea'],
    ['"Durand, Clea"', 'Clea'],
    ['Durand , Clea Marie', 'Clea'],
    ['de La Tour, Clea', 'Clea'],
    ['Durand, Mme Clea', 'Clea'],
    ['Durand, Clea (Sté ACME)', 'Clea'],
    ['Durand, Clea, Dr.', 'Clea'],
    ['Durand, Clea - ACME', 'Clea'],
    ['Clea Durand, Ph.D.', 'Clea'],
    ['Clea Durand, ACME', 'Clea'],
    ['DURAND Clea', 'Clea'],
    ['DURAND-MARTIN Clea', 'Clea'],
    ['Clea DURAND', 'Clea'],
    ['CLEA DURAND', 'CLEA'],
    ["'Clea Durand'", 'Clea'],
    ["'Durand, Clea'", 'Clea'],
    ['« Clea Durand »', 'Clea'],
    ['‘Clea’', 'Clea'],
    ["'Clea Durand' via Support", 'Clea'],
    ['Clea Durand via ACME Support', 'Clea'],
    ['Clea Durand (via Doctolib)', 'Clea'],
    ['Clea (Sté Durand)', 'Clea'],
    ['[EXTERNAL] Clea Durand', 'Clea'],
    ['Clea Durand <clea@x.fr>', 'Clea'],
    ['clea@x.fr Clea Durand', 'Clea'],
    ['Dr Clea Durand', 'Clea'],
    ['Mme DURAND Clea', 'Clea'],
    ['Clea\u202e Durand', 'Clea'],
    ['Jean-Marc O’Neil', 'Jean-Marc'],
    ["D'Artagnan", "D'Artagnan"],
    ['Élodie Martin', 'Élodie'],
    ['山田', '山田'],
  ])('%s is %s', (name, called) => {
    expect(firstName({ name, email: 'c.durand@x.fr' })).toBe(called);
  });

  it.each([
    ['M. Durand', 'M. Durand'],
    ['Durand, Mme', 'Mme Durand'],
    ['M. et Mme Durand', 'M. et Mme Durand'],
    ['C. Durand', 'C. Durand'],
    ['Durand, C.', 'C. Durand'],
    ['Garage Durand SARL', 'Garage Durand SARL'],
    ['ACME, Inc.', 'ACME'],
    ['Durand', 'Durand'],
  ])('%s shows no first name: the whole is %s', (name, called) => {
    expect(firstName({ name, email: 'c.durand@x.fr' })).toBe(called);
  });

  it.each([
    '',
    ' ',
    "''",
    '""',
    ',',
    'clea@x.fr',
    "'clea@x.fr'",
    '<clea@x.fr>',
    'clea@x.fr via Support',
    'mailto:clea@x.fr',
  ])('%p is no name: what stands before the @ is', (name) => {
    expect(firstName({ name, email: 'clea.durand@x.fr' })).toBe('clea.durand');
  });
});
