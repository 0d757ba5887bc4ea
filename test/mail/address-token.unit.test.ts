/** The address that answers to a dossier come to: ours are recognised, however they are written; nobody else makes one. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { addressWithToken, senderWithToken, tokenInAddresses } from '../../mail/address-token.ts';
import { createSecrets } from '../../store/base/secrets.ts';

const { sign } = createSecrets(randomBytes(32).toString('base64'));
const OWN = 'support@pli.example';
const number = fc.integer({ min: 1, max: 999_999_999 });
const numberInAddresses = (...read: Parameters<typeof tokenInAddresses>) => tokenInAddresses(...read)?.number ?? null;
const tokenOf = (n: number, address = OWN) => addressWithToken(address, n, sign) ?? '';

it('the number comes back from among other addresses, whatever the case', () => {
  fc.assert(
    fc.property(number, fc.boolean(), (n, upper) => {
      const address = upper ? tokenOf(n).toUpperCase() : tokenOf(n).toLowerCase();
      expect(numberInAddresses(['claire@customer.example', OWN, address], OWN, sign)).toBe(n);
    }),
  );
});

it('another number, another signature, another mailbox or another installation says nothing', () => {
  const other = createSecrets(randomBytes(32).toString('base64'));
  fc.assert(
    fc.property(number, number, (n, m) => {
      fc.pre(n !== m);
      const forged = [
        tokenOf(n).replace(`+${n}-`, `+${m}-`),
        tokenOf(n).replace(/-(.)/, (_, first) => `-${first === '0' ? '1' : '0'}`),
        tokenOf(n).replace('pli.example', 'elsewhere.example'),
        tokenOf(n, 'sales@pli.example').replace('sales', 'support'),
        addressWithToken(OWN, n, other.sign) ?? '',
      ];
      expect(numberInAddresses(forged, OWN, sign)).toBeNull();
    }),
  );
});

it.each(['', '@', 'support@pli.example', 'support+@pli.example', 'support+12@pli.example', '+12-0123456789abcdef@x'])(
  'nothing is read in « %s »',
  (address) => expect(numberInAddresses([address], OWN, sign)).toBeNull(),
);

it('a name that leaves no room for it keeps its own address', () => {
  expect(addressWithToken(`${'a'.repeat(60)}@pli.example`, 12, sign)).toBeNull();
});

const HEX = [...'0123456789abcdef'] as const;
const message = fc.string({ unit: fc.constantFrom(...HEX), minLength: 32, maxLength: 32 });
/** What stands for the message, with the hyphen before it. */
const digitsIn = (n: number, id: string) => /-[0-9a-z]{25}(?=-)/.exec(senderOf(n, id))?.[0] ?? '';
const senderOf = (n: number, id: string) => senderWithToken(OWN, { number: n, message: id }, sign) ?? '';

it('peer 23: the envelope’s sender of a letter says which it was, whatever the case, and of which dossier', () => {
  fc.assert(
    fc.property(number, message, fc.boolean(), (n, id, upper) => {
      const address = upper ? senderOf(n, id).toUpperCase() : senderOf(n, id);
      expect(tokenInAddresses([OWN, address], OWN, sign)).toEqual({ number: n, message: id });
      expect(tokenInAddresses([tokenOf(n)], OWN, sign)).toEqual({ number: n, message: null });
    }),
  );
});

it('peer 23: no signature of one letter serves for another, nor for its dossier', () => {
  fc.assert(
    fc.property(number, message, message, (n, id, other) => {
      fc.pre(id !== other);
      const forged = [
        senderOf(n, id).replace(digitsIn(n, id), digitsIn(n, other)),
        senderOf(n, id).replace(digitsIn(n, id), ''),
        tokenOf(n).replace(`+${n}-`, `+${n}${digitsIn(n, id)}-`),
      ];
      expect(tokenInAddresses(forged, OWN, sign)).toBeNull();
    }),
  );
});

it('a letter whose id is not of our making, or a name that leaves no room, has no sender of its own', () => {
  const id = '0123456789abcdef0123456789abcdef';
  expect(senderWithToken(OWN, { number: 12, message: 'reply-1' }, sign)).toBeNull();
  expect(senderWithToken(`${'a'.repeat(30)}@pli.example`, { number: 12, message: id }, sign)).toBeNull();
});
