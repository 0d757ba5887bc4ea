/** Who wrote a letter, and whom its answer goes to. */
import fc from 'fast-check';
import {
  isOfCorrespondent,
  isPrefillable,
  redirectionOf,
  replyRecipients,
  writersOf,
} from '../../domain/post/correspondents.ts';
import { type Address, isOwnAddress, normaliseAddress } from '../../domain/post/recipients.ts';
import { isRobot } from '../../domain/post/robot-address.ts';

const claire = { email: 'claire@client.fr', name: 'Claire' };
const support = { email: 'support@pli.fr', name: 'Support' };
const own = [support.email, 'ventes@pli.fr'];
const inbound = { direction: 'inbound', from: claire, to: [support], cc: [] } as const;
const emails = (list: readonly Address[]) => list.map(({ email }) => email);

describe('who wrote a letter', () => {
  const bare = { email: claire.email };
  const shop = { email: 'noreply@boutique.fr', name: 'Boutique' };
  const form = { email: 'Support@pli.fr', name: 'Formulaire' };
  it.each([
    ['A2: Reply-To before From', { from: claire, replyTo: [{ email: 'service@client.fr' }] }, ['service@client.fr']],
    ['A2: From where there is no Reply-To', { from: claire, replyTo: [] }, [claire.email]],
    ['fault L1: Reply-To of a form that writes in our name', { from: form, replyTo: [bare] }, [claire.email]],
    [
      'fault L1: the same under a tagged address of ours',
      { from: { email: 'ventes+web@pli.fr' }, replyTo: [bare] },
      [claire.email],
    ],
    [
      'fault L14: From where Reply-To is our own',
      { from: claire, replyTo: [{ email: 'ventes@pli.fr' }] },
      [claire.email],
    ],
    ['fault L14: those of Reply-To beside our own', { from: form, replyTo: [support, bare] }, [claire.email]],
    ['fault L5: Reply-To of a machine’s letter', { from: shop, replyTo: [bare] }, [claire.email]],
    ['From where Reply-To is a machine', { from: claire, replyTo: [shop] }, [claire.email]],
    ['a machine where nobody else is named', { from: shop, replyTo: [] }, [shop.email]],
    ['nobody where only we are', { from: form, replyTo: [support] }, []],
    ['N20: nobody where the author was removed', { from: { email: '', name: '' }, replyTo: [] }, []],
  ])('%s', (_, letter, expected) => {
    expect(emails(writersOf(letter, own))).toEqual(expected);
  });

  it('fault L14: has the name that From gives', () => {
    expect(writersOf({ from: claire, replyTo: [{ email: 'CLAIRE@client.fr' }] }, own)).toEqual([
      { email: 'CLAIRE@client.fr', name: 'Claire' },
    ]);
    const other = [{ email: 'service@client.fr', name: 'Service' }];
    expect(writersOf({ from: claire, replyTo: other }, own)).toEqual(other);
  });
});

describe('the recipients of an answer', () => {
  it('continue our own letter with those it went to', () => {
    const message = { direction: 'outbound', from: support, to: [claire], cc: [{ email: 'x@y.fr' }] } as const;
    expect(replyRecipients({ message, own, mode: 'reply' })).toEqual({ to: [claire], cc: [] });
    expect(replyRecipients({ message, own, mode: 'replyAll' }).cc).toEqual([{ email: 'x@y.fr' }]);
  });

  it('fault L1: are those a letter names, where it came to us from ourselves', () => {
    const message = { ...inbound, from: support, to: [support, claire] };
    expect(replyRecipients({ message, own, mode: 'reply' }).to).toEqual([claire]);
    expect(replyRecipients({ message: { ...message, to: [support] }, own, mode: 'replyAll' })).toEqual({
      to: [],
      cc: [],
    });
  });
});

describe('what is said before an answer leaves', () => {
  const replyTo = [{ email: 'service@client.fr' }];
  it.each([
    ['nothing, to whom From names', inbound, ['Claire@client.fr'], null],
    ['fault L24: a Reply-To that differs from From', { ...inbound, replyTo }, ['service@client.fr'], 'reply-to'],
    [
      'fault L24: a letter in our own name',
      { ...inbound, from: support, replyTo },
      ['service@client.fr'],
      'in-our-name',
    ],
    ['fault L24: somebody else, chosen', inbound, ['paul@client.fr'], 'chosen'],
    ['fault L24: nobody to write to', inbound, [], 'nobody'],
    ['nothing, of a letter of ours', { ...inbound, direction: 'outbound' as const, from: support }, ['a@b.fr'], null],
  ])('%s', (_, letter, to, why) => {
    expect(redirectionOf(letter, to, own)?.why ?? null).toBe(why);
  });
});

describe('whose letter is answered unless another is chosen', () => {
  it.each([
    ['a correspondent’s', { automatic: null, isStranger: false }, [], true],
    ['fault L6: no machine’s', { automatic: 'Auto-Submitted: auto-replied', isStranger: false }, [], false],
    ['fault L6: no stranger’s', { automatic: null, isStranger: true }, ['paul@client.fr'], false],
    ['fault L6: a stranger’s once we wrote to them', { automatic: null, isStranger: true }, ['CLAIRE@client.fr'], true],
  ])('%s', (_, letter, writtenTo, expected) => {
    expect(isOfCorrespondent({ from: claire, ...letter }, writtenTo)).toBe(expected);
  });
});

const ADDRESSES = [
  ...['jeanne@client.fr', 'JEANNE@client.fr', 'Reply+AbC@client.fr', 'paul@autre.fr', 'liste@listes.fr'],
  ...['support@pli.fr', 'SUPPORT+t0k3n@pli.fr', 'ventes@pli.fr'],
  ...['noreply@boutique.fr', 'mailer-daemon@client.fr', 'no-reply+7@boutique.fr', ''],
];
const party = fc.record({ email: fc.constantFrom(...ADDRESSES), name: fc.constantFrom('', 'Jeanne') });
const parties = fc.array(party, { maxLength: 4 });
const letters = fc.record({
  direction: fc.constantFrom('inbound' as const, 'outbound' as const),
  from: party,
  replyTo: parties,
  to: parties,
  cc: parties,
});

it('fault L1, fault L6, fault L14, fault L24, peer 17: of 300 letters, no answer goes to ourselves or, unchosen, to a machine, and each is said', () => {
  fc.assert(
    fc.property(letters, (message) => {
      const keysOf = (list: readonly Address[]) => list.map(({ email }) => normaliseAddress(email));
      for (const mode of ['reply', 'replyAll'] as const) {
        const { to, cc } = replyRecipients({ message, own, mode });
        const keys = keysOf([...to, ...cc]);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.filter((key) => key === '' || isOwnAddress(key, own))).toEqual([]);
        // A machine is answered only where the letter answered is its own, and names no person who wrote it.
        const machines = keys.filter(isRobot);
        const writers = [...message.replyTo, message.from].filter((one) => isPrefillable(one, own));
        if (message.direction === 'outbound' || writers.length > 0) expect(machines).toEqual([]);
        // To all leaves out no person.
        if (mode === 'replyAll')
          expect(keys).toEqual(
            expect.arrayContaining(keysOf([...message.to, ...message.cc].filter((one) => isPrefillable(one, own)))),
          );
        const said = redirectionOf(message, emails(to), own);
        const isPlain = keysOf(to).includes(normaliseAddress(message.from.email));
        if (message.direction === 'inbound' && message.from.email !== '') expect(said === null).toBe(isPlain);
      }
    }),
    { numRuns: 300 },
  );
});
