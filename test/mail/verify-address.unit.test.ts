/** Whether a domain gets mail, by what its name servers say. */
import { createAddressVerifier, type Names } from '../../mail/send/verify-address.ts';

const failing = (code: string) => () => Promise.reject(Object.assign(new Error(code), { code }));
const MX = [{ exchange: 'mx.client.fr', priority: 10 }];

function verifier(answers: Partial<Names> = {}) {
  const none = failing('ENODATA');
  return createAddressVerifier({ resolveMx: none, resolve4: none, resolve6: none, ...answers });
}

describe('G7: an address', () => {
  it.each<[string, string, Partial<Names>]>([
    ['verified', 'has a mail exchanger', { resolveMx: async () => MX }],
    ['verified', 'has none, and a host', { resolve4: async () => ['192.0.2.1'] }],
    ['dead', 'does not exist', { resolveMx: failing('ENOTFOUND') }],
    ['dead', 'says that it gets no mail', { resolveMx: async () => [{ exchange: '', priority: 0 }] }],
    ['dead', 'has neither', {}],
    ['unknown', 'has a name server that fails', { resolveMx: failing('ESERVFAIL') }],
    ['unknown', 'has no name server to be reached', { resolveMx: failing('ECONNREFUSED') }],
  ])('is %s where its domain %s', async (verdict, _, answers) => {
    expect(await verifier(answers)('claire@client.fr')).toBe(verdict);
  });

  it('is unknown, and nobody is asked, where the domain is reserved or the machine’s own', async () => {
    const verify = verifier({ resolveMx: failing('ENOTFOUND') });
    const reserved = ['a@localhost', 'a@x.test', 'a@example.com', 'a@pli.example', 'a@[192.0.2.1]'];
    expect(await Promise.all(reserved.map(verify))).toEqual(reserved.map(() => 'unknown'));
  });

  it('is asked about once a domain, under the name that the name servers know', async () => {
    const asked: string[] = [];
    const verify = verifier({
      resolveMx: async (domain) => {
        asked.push(domain);
        return MX;
      },
    });
    await Promise.all(['a@été.fr', 'b@ÉTÉ.fr', 'c@xn--t-9fab.fr'].map(verify));
    expect(asked).toEqual(['xn--t-9fab.fr']);
  });

  it('is unknown where nobody answers within two seconds', async () => {
    const verify = verifier({ resolveMx: () => new Promise(() => undefined) });
    expect(await verify('claire@client.fr')).toBe('unknown');
  });
});
