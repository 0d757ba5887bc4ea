/** Letters set aside, as administrators read them: what was wrong, their first header lines, their bytes (O5). */
import { pipeline } from 'node:stream/promises';
import { HEAD_BYTES, headLines, senderIn } from '../../domain/post/letter-head.ts';
import { type Handling, isAside, type LedgerEntry } from '../../store/letters/ledger.ts';
import type { Store } from '../../store/store.ts';
import { instant } from '../dossiers/present.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Caller, type Route, route } from '../http/route.ts';
import { QuarantinedLetter, type QuarantineRow } from '../schemas.ts';
import { reasonText } from '../words/ledger-reasons.ts';
import type { Language } from '../words/text.ts';

export function quarantineRoutes(store: Store): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/quarantine/:id',
      summary: 'A letter set aside: what was wrong, its first header lines, who did what with it',
      access: 'ledger.read',
      reply: QuarantinedLetter,
      async handle({ params, user }) {
        const row = await aside(store, params.id);
        const head = headLines(await headOf(store, row));
        const handled = (row.handled ?? []).map(({ what, by, at }) => ({ what, by, at: instant(at) }));
        return { ...presentQuarantined(row, user.preferences.language), head, sender: senderIn(head), handled };
      },
    }),
    route({
      method: 'get',
      path: '/api/quarantine/:id/raw',
      summary: 'Its bytes as they came, as a download; who asked is kept',
      access: 'ledger.read',
      produces: 'application/octet-stream',
      async handle({ params, user, response }) {
        const row = await aside(store, params.id);
        if (row.raw === null) throw new ApiProblem(404, 'not-found');
        await store.ledger.note(row._id, by(user, 'downloaded'));
        response.attachment(`${row.mailbox}-${row.uid}.eml`);
        response.set({
          'Content-Type': 'application/octet-stream',
          'Content-Security-Policy': "default-src 'none'; sandbox",
        });
        await pipeline(store.blobs.open(row.raw), response);
        return undefined;
      },
    }),
  ];
}

/** @throws ApiProblem 404 when there is no such letter, or it is set aside no more. */
export async function aside(store: Store, id = ''): Promise<LedgerEntry> {
  const row = await store.ledger.get(id);
  if (!row || !isAside(row)) throw new ApiProblem(404, 'not-found');
  return row;
}

/** Its first bytes, however long it is. */
export async function headOf(store: Store, { raw }: LedgerEntry): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let read = 0;
  if (raw !== null)
    for await (const chunk of store.blobs.open(raw)) {
      chunks.push(chunk);
      read += chunk.length;
      if (read >= HEAD_BYTES) break;
    }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

/** What that person does now. */
export function by(user: Caller, what: Handling['what']): Handling {
  return { what, by: user._id, at: new Date() };
}

/** As the lists give it. */
export function presentQuarantined(row: LedgerEntry, language: Language): QuarantineRow {
  const { _id: id, mailbox, uid, size, quarantine } = row;
  const { error = '', parser = '' } = quarantine ?? {};
  const fate = row.fate === 'ignored' ? 'ignored' : 'quarantined';
  return { id, mailbox, uid, at: instant(row.at), size, fate, reason: reasonText(row.reason, language), error, parser };
}
