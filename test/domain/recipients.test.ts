/** Whom a letter goes to: comparison, typed lists, the recipients of a reply. */
import fc from 'fast-check';
import {
  type Address,
  isAddress,
  normaliseAddress,
  parseRecipients,
  sameAddress,
  writtenAddress,
} from '../../domain/post/recipients.ts';

const emails = (list: readonly Address[]) => list.map(({ email }) => email);

describe('comparing addresses', () => {
  it('A3: ignores case, spaces around and brackets', () => {
    expect(sameAddress('Claire.DURAND@Example.FR', ' <claire.durand@example.fr> ')).toBe(true);
    expect(normaliseAddress(' Étienne@Exämple.fr ')).toBe('étienne@exämple.fr');
    expect(sameAddress('a@b.fr', 'a@c.fr')).toBe(false);
  });

  it.each([
    ['a@b.fr', true],
    ['mox@localhost', true],
    ['"very odd"@b.fr', true],
    ['jérôme@exämple.fr', true],
    ['a@[192.168.0.1]', true],
    ['a@b..fr', false],
    ['a b@c.fr', false],
    ['@c.fr', false],
    ['a@', false],
    ['a@-b.fr', false],
    ['a@b.fr\r\nBcc: x@y.fr', false],
    [`${'a'.repeat(65)}@b.fr`, false],
  ])('says whether %j can be written to: %s', (text, expected) => {
    expect(isAddress(text)).toBe(expected);
  });
});

describe('fault L7: addresses are kept as they were written', () => {
  it.each([
    ['Reply+AbCdEF@Client.FR', 'Reply+AbCdEF@client.fr'],
    [' <Jean.DUPONT@EXEMPLE.fr> ', 'Jean.DUPONT@exemple.fr'],
    ['"A@B"@C.fr', '"A@B"@c.fr'],
    ['nobody', 'nobody'],
  ])('%j is kept as %j', (given, kept) => {
    expect(writtenAddress(given)).toBe(kept);
    expect(sameAddress(given, kept)).toBe(true);
  });
});

describe('reading typed recipients', () => {
  it('G6: splits on semicolons, commas and new lines', () => {
    const { addresses, invalid } = parseRecipients('a@b.fr; c@d.fr, e@f.fr\ng@h.fr;;');
    expect(emails(addresses)).toEqual(['a@b.fr', 'c@d.fr', 'e@f.fr', 'g@h.fr']);
    expect(invalid).toEqual([]);
  });

  it('A3: keeps quoted names whole and an address written twice once', () => {
    expect(parseRecipients('"Durand; Claire, Mme" <Claire@b.fr>; claire@B.FR').addresses).toEqual([
      { email: 'Claire@b.fr', name: 'Durand; Claire, Mme' },
    ]);
  });

  it('A3: opens groups', () => {
    const { addresses, invalid } = parseRecipients('Équipe: Ann <a@b.fr>, c@d.fr; undisclosed-recipients:; e@f.fr');
    expect(addresses).toEqual([{ email: 'a@b.fr', name: 'Ann' }, { email: 'c@d.fr' }, { email: 'e@f.fr' }]);
    expect(invalid).toEqual([]);
  });

  it('G6: takes names with a comma as Outlook pastes them, between semicolons', () => {
    expect(parseRecipients('Durand, Claire <c@d.fr>; Petit, Jean <j@d.fr>').addresses).toEqual([
      { email: 'c@d.fr', name: 'Durand, Claire' },
      { email: 'j@d.fr', name: 'Petit, Jean' },
    ]);
  });

  it('G7: gives back what is not an address', () => {
    const { addresses, invalid } = parseRecipients('claire, a@b.fr; nobody@; "open <x@y.fr');
    expect(emails(addresses)).toEqual(['a@b.fr']);
    expect(invalid).toEqual(['claire', 'nobody@', '"open <x@y.fr']);
  });

  it('never throws, and finds every address of a well-formed list', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => Array.isArray(parseRecipients(text).addresses)));
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(999), { maxLength: 30 }),
        fc.constantFrom(';', ',', '\n', ' ; '),
        (ids, glue) => {
          const list = ids.map((id) => `user${id}@example.fr`);
          expect(emails(parseRecipients(list.join(glue)).addresses)).toEqual(list);
        },
      ),
    );
  });
});
