/** Whom a letter goes to: comparison, typed lists, the recipients of a reply. */
import fc from 'fast-check';
import {
  type Address,
  isAddress,
  normaliseAddress,
  parseRecipients,
  replyRecipients,
  sameAddress,
} from '../../domain/recipients.ts';

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

describe('the recipients of a reply', () => {
  const claire = { email: 'claire@client.fr', name: 'Claire' };
  const own = ['support@pli.fr'];

  it('A2: go to Reply-To, else From', () => {
    const message = { from: claire, to: [{ email: 'support@pli.fr' }], cc: [] };
    expect(replyRecipients({ message, own, mode: 'reply' })).toEqual({ to: [claire], cc: [] });
    const replyTo = [{ email: 'service@client.fr' }];
    expect(replyRecipients({ message: { ...message, replyTo }, own, mode: 'reply' }).to).toEqual(replyTo);
  });

  it('N20: nobody is answered where the author was removed', () => {
    const message = { from: { email: '', name: '' }, to: [], cc: [] };
    expect(replyRecipients({ message, own, mode: 'replyAll' })).toEqual({ to: [], cc: [] });
  });

  it('continue our own letter with those it went to', () => {
    const message = { from: { email: 'Support@pli.fr' }, to: [claire], cc: [{ email: 'x@y.fr' }] };
    expect(replyRecipients({ message, own, mode: 'reply' })).toEqual({ to: [claire], cc: [] });
    expect(replyRecipients({ message, own, mode: 'replyAll' }).cc).toEqual([{ email: 'x@y.fr' }]);
  });

  it('peer 17: to all are everyone but ourselves, each once', () => {
    const mailbox = fc.constantFrom('a@x.fr', 'A@X.fr', 'b@x.fr', 'c@x.fr', 'support@pli.fr', 'SUPPORT+t0k3n@pli.fr');
    const list = fc.array(
      mailbox.map((email) => ({ email })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(mailbox, list, list, list, (from, replyTo, to, cc) => {
        const message = { from: { email: from }, replyTo, to, cc };
        const result = replyRecipients({ message, own, mode: 'replyAll' });
        const keys = [...result.to, ...result.cc].map(({ email }) => normaliseAddress(email));
        expect(new Set(keys).size).toBe(keys.length);
        for (const { email } of [...to, ...cc]) {
          const ours = normaliseAddress(email).startsWith('support');
          if (!ours) expect(keys).toContain(normaliseAddress(email));
        }
        const onlyOurselves = keys.every((key) => key.startsWith('support'));
        expect(onlyOurselves || !keys.some((key) => key.startsWith('support'))).toBe(true);
        expect(result.to.length).toBeGreaterThan(0);
      }),
    );
  });
});
