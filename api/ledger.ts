/** The ledger of letters, for administrators (O5). */
import { Type } from '@sinclair/typebox';
import type { Ledger } from '../store/ledger.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { presentLedger } from './present.ts';
import { type Route, route } from './route.ts';
import { Id, LedgerRow } from './schemas.ts';

const Query = Type.Object(
  {
    mailbox: Type.Optional(Id),
    fate: Type.Optional(LedgerRow.properties.fate),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);

export function ledgerRoutes(ledger: Ledger): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/ledger',
      summary: 'Every letter seen on the mail servers and its fate, latest first',
      access: 'ledger.read',
      query: Query,
      reply: Type.Object(
        { items: Type.Array(LedgerRow), next: Type.Union([Type.String(), Type.Null()]) },
        { additionalProperties: false },
      ),
      async handle({ query: { mailbox, fate, limit, cursor }, user }) {
        const after = cursor === undefined ? undefined : decodeCursor(cursor);
        const entries = await ledger.list({
          ...(mailbox ? { mailbox } : {}),
          ...(fate ? { fate } : {}),
          ...(after ? { after: { at: new Date(after.at), id: after.id } } : {}),
          limit: limit + 1,
        });
        const items = entries.slice(0, limit);
        const last = entries.length > limit ? items.at(-1) : undefined;
        return {
          items: items.map((entry) => presentLedger(entry, user.preferences.language)),
          next: last ? encodeCursor(last.at.getTime(), last._id) : null,
        };
      },
    }),
  ];
}
