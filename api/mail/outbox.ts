/** The outbox, for administrators (O5): every message we send, with what each recipient's server said. */
import { Type } from '@sinclair/typebox';
import { cancellation } from '../../domain/dossier/cancellation.ts';
import type { DossierEngine } from '../../services/engine/dossier-engine.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import { isCancellable, type OutboxRow as StoredRow } from '../../store/letters/outbox.ts';
import type { Store } from '../../store/store.ts';
import { instant } from '../dossiers/present.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { OutboxRow, OutboxStatus } from '../schemas.ts';

const Query = Type.Object(
  {
    status: Type.Optional(OutboxStatus),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);

export function outboxRoutes({ outbox, dossiers }: Pick<Store, 'outbox' | 'dossiers'>, engine: DossierEngine): Route[] {
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
      async handle({ query: { status, limit, cursor }, user }) {
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
          items: page.map((row) => presentOutbox(row, byId.get(row.dossierId), user.rights.includes('outbox.manage'))),
          next: last ? encodeCursor(last.createdAt.getTime(), last._id) : null,
        };
      },
    }),
    route({
      method: 'post',
      path: '/api/outbox/:id/retry',
      summary: 'Try a deferred message now instead of later',
      access: 'outbox.manage',
      async handle({ params }) {
        await retry(outbox, engine, params.id ?? '');
        return undefined;
      },
    }),
    route({
      method: 'post',
      path: '/api/outbox/:id/cancel',
      summary: 'Never send a message that nobody can have yet. A reply comes back to its dossier with its text',
      access: 'outbox.manage',
      async handle({ params, user }) {
        await cancel(outbox, engine, params.id ?? '', user._id);
        return undefined;
      },
    }),
  ];
}

/** @throws ApiProblem 404 for no such message, 422 when it does not wait for another attempt that can be hurried. */
async function retry(outbox: Store['outbox'], engine: DossierEngine, id: string): Promise<void> {
  const row = await existing(outbox, id);
  if (!isHurried(row)) throw new ApiProblem(422, 'not-deferred');
  // Else its dossier has ended, and gave the message up.
  if (!(await attemptNow(engine, row))) throw new ApiProblem(422, 'not-deferred');
}

/**
 * The row is ended first, at once or not at all: the attempt that the dossier is then asked for finds it so, and has
 * the dossier told. A dossier that is not asked finds it at the attempt it has planned.
 * @throws ApiProblem 404 for no such message, 422 when somebody has it, or may.
 */
async function cancel(outbox: Store['outbox'], engine: DossierEngine, id: string, by: string): Promise<void> {
  const row = await existing(outbox, id);
  if (!(await outbox.cancel(id, cancellation(by)))) throw new ApiProblem(422, 'not-cancellable');
  await attemptNow(engine, row);
}

async function existing(outbox: Store['outbox'], id: string): Promise<StoredRow> {
  const row = await outbox.get(id);
  if (!row) throw new ApiProblem(404, 'not-found');
  return row;
}

/** What no person wrote is tried again at times of its own. */
const isHurried = ({ state, automatic }: StoredRow) => state === 'deferred' && !automatic;

/** False: its dossier has ended. */
async function attemptNow(engine: DossierEngine, { _id: message, dossierId }: StoredRow): Promise<boolean> {
  return (await engine.instruct(dossierId, { type: 'retrySend', message })) === 'told';
}

/** When it is tried again is the dossier's to say: its workflow holds the clock. */
function presentOutbox(row: StoredRow, dossier: DossierDocument | undefined, mayManage: boolean): OutboxRow {
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
    mayRetry: mayManage && isHurried(row),
    mayCancel: mayManage && isCancellable(row),
    nextAttempt: outgoing ? instant(outgoing.nextAt) : null,
    lastError: row.lastError,
    createdAt: instant(row.createdAt),
    acceptedAt: row.acceptedAt && instant(row.acceptedAt),
  };
}
