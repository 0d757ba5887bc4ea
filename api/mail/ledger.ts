/** The ledger of letters, for administrators (O5). */
import { type Static, Type } from '@sinclair/typebox';
import type { Ledger } from '../../store/letters/ledger.ts';
import { presentLedger } from '../dossiers/present.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { type Route, route } from '../http/route.ts';
import { Page } from '../schemas/forms.ts';
import { Id, LedgerRow, QuarantineRow } from '../schemas.ts';
import { presentQuarantined } from './quarantine.ts';

const Query = Type.Object(
  {
    mailbox: Type.Optional(Id),
    fate: Type.Optional(LedgerRow.properties.fate),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);

const AsideQuery = Type.Object(
  {
    fate: Type.Unsafe<'quarantined' | 'ignored'>({ ...QuarantineRow.properties.fate, default: 'quarantined' }),
    limit: Query.properties.limit,
    cursor: Query.properties.cursor,
  },
  { additionalProperties: false },
);

export function ledgerRoutes(ledger: Ledger): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/quarantine',
      summary: 'Letters set aside because nothing could read them, latest first',
      access: 'ledger.read',
      query: AsideQuery,
      reply: Page(QuarantineRow),
      async handle({ query, user }) {
        const { items, next } = await page(ledger, query);
        return { items: items.map((entry) => presentQuarantined(entry, user.preferences.language)), next };
      },
    }),
    route({
      method: 'get',
      path: '/api/ledger',
      summary: 'Every letter seen on the mail servers and its fate, latest first',
      access: 'ledger.read',
      query: Query,
      reply: Page(LedgerRow),
      async handle({ query, user }) {
        const { items, next } = await page(ledger, query);
        return { items: items.map((entry) => presentLedger(entry, user.preferences.language)), next };
      },
    }),
  ];
}

async function page(ledger: Ledger, { mailbox, fate, limit, cursor }: Static<typeof Query>) {
  const after = cursor === undefined ? undefined : decodeCursor(cursor);
  const entries = await ledger.list({
    ...(mailbox ? { mailbox } : {}),
    ...(fate ? { fate } : {}),
    ...(after ? { after: { at: new Date(after.at), id: after.id } } : {}),
    limit: limit + 1,
  });
  const items = entries.slice(0, limit);
  const last = entries.length > limit ? items.at(-1) : undefined;
  return { items, next: last ? encodeCursor(last.at.getTime(), last._id) : null };
}
