/** The outbox, for administrators (O5): every message we send, with what each recipient's server said. */
import { Type } from '@sinclair/typebox';
import type { DossierDocument } from '../store/dossiers.ts';
import type { OutboxRow as StoredRow } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { instant } from './present.ts';
import { type Route, route } from './route.ts';
import { OutboxRow, OutboxStatus } from './schemas.ts';

const Query = Type.Object(
  {
    status: Type.Optional(OutboxStatus),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);

export function outboxRoutes({ outbox, dossiers }: Pick<Store, 'outbox' | 'dossiers'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/outbox',
      summary: 'Every message sent, or to be sent, and how far it is, latest first. `bounced`: by a recipient at least',
      access: 'ledger.read',
      query: Query,
      reply: Type.Object(
        { items: Type.Array(OutboxRow), next: Type.Union([Type.String(), Type.Null()]) },
        { additionalProperties: false },
      ),
      async handle({ query: { status, limit, cursor } }) {
        const after = cursor === undefined ? undefined : decodeCursor(cursor);
        const rows = await outbox.list({
          ...(status ? { state: status } : {}),
          ...(after ? { after: { at: new Date(after.at), id: after.id } } : {}),
          limit: limit + 1,
        });
        const page = rows.slice(0, limit);
        const last = rows.length > limit ? page.at(-1) : undefined;
        const theirs = await dossiers.getAll([...new Set(page.map((row) => row.dossierId))]);
        const byId = new Map(theirs.map((dossier) => [dossier._id, dossier]));
        return {
          items: page.map((row) => presentOutbox(row, byId.get(row.dossierId))),
          next: last ? encodeCursor(last.createdAt.getTime(), last._id) : null,
        };
      },
    }),
  ];
}

/** When it is tried again is the dossier's to say: its workflow holds the clock. */
function presentOutbox(row: StoredRow, dossier: DossierDocument | undefined): OutboxRow {
  const isToCome = row.state === 'queued' || row.state === 'deferred';
  const outgoing = isToCome ? dossier?.outgoing.find((o) => o.message === row._id) : undefined;
  return {
    id: row._id,
    dossier: row.dossierId,
    mailbox: row.mailbox,
    messageId: row.messageId,
    state: row.state,
    automatic: row.automatic,
    recipients: row.recipients.map(({ address, state, response }) => ({ address, state, response })),
    attempts: row.attempts,
    nextAttempt: outgoing ? instant(outgoing.nextAt) : null,
    lastError: row.lastError,
    createdAt: instant(row.createdAt),
    acceptedAt: row.acceptedAt && instant(row.acceptedAt),
  };
}
