/** The address that answers to a dossier come to: ours are recognised, however they are written; nobody else makes one. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { addressWithToken, numberInAddresses } from '../../mail/address-token.ts';
import { createSecrets } from '../../store/secrets.ts';

const { sign } = createSecrets(randomBytes(32).toString('base64'));
const OWN = 'support@pli.example';
const number = fc.integer({ min: 1, max: 999_999_999 });
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
