/** Addresses: those one may want to write to (G6), and whether one gets mail (G7). */
import { Type } from '@sinclair/typebox';
import { isAddress, uniqueAddresses } from '../../domain/post/recipients.ts';
import type { VerifyAddress } from '../../mail/send/verify-address.ts';
import type { Store } from '../../store/store.ts';
import { visibleQueues } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { Items, OneOf, strict } from '../schemas/forms.ts';
import { Address } from '../schemas.ts';

const SUGGESTED = 8;

export function addressRoutes(store: Store, verify: VerifyAddress): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/addresses',
      summary: 'Contacts and colleagues with that part in their name or address',
      access: 'dossier.handle',
      query: Type.Object({ q: Type.String({ minLength: 2, maxLength: 100 }) }, strict),
      reply: Items(Address),
      async handle({ query: { q }, user }) {
        const [contacts, users] = await Promise.all([
          store.addressBook.contacts(q, visibleQueues(user), SUGGESTED),
          store.users.list(),
        ]);
        const part = q.toLowerCase();
        const colleagues = users.filter((u) => [u.name, u.email].some((text) => text.toLowerCase().includes(part)));
        const all = uniqueAddresses([...colleagues.map(({ email, name }) => ({ email, name })), ...contacts]);
        return { items: all.slice(0, SUGGESTED).map(({ email, name = '' }) => ({ email, name })) };
      },
    }),
    route({
      method: 'get',
      path: '/api/addresses/check',
      summary: 'Whether an address is one, and its domain gets mail; unknown where no name server answers',
      access: 'dossier.handle',
      query: Type.Object({ address: Type.String({ minLength: 1, maxLength: 320 }) }, strict),
      reply: Type.Object({ verdict: OneOf(['verified', 'unknown', 'dead', 'wrong'] as const) }, strict),
      handle: async ({ query: { address } }) => ({
        verdict: isAddress(address) ? await verify(address) : ('wrong' as const),
      }),
    }),
  ];
}

/** G7: before it is sent, always. @throws ApiProblem 422 for the first whose domain gets no mail. */
export async function verifyRecipients(verify: VerifyAddress, addresses: readonly string[]): Promise<void> {
  const verdicts = await Promise.all(addresses.map(verify));
  const dead = addresses.find((_, index) => verdicts[index] === 'dead');
  if (dead !== undefined) throw new ApiProblem(422, 'dead-domain', { values: { address: dead } });
}
