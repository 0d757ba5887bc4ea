/** A letter received, as it came: what cannot be shown whole can always be opened elsewhere. */
import { pipeline } from 'node:stream/promises';
import type { Store } from '../../store/store.ts';
import { reachDossier } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import type { Screening } from './screening.ts';

export function originalRoutes(store: Store, screening: Screening): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/dossiers/:id/messages/:message/raw',
      summary: 'The source of a letter received, as a download; 409 while the antivirus has not read its attachments',
      access: 'dossier.read',
      produces: 'message/rfc822',
      async handle({ params, user, response }) {
        const dossier = await reachDossier(store, user, params.id);
        const letter = await store.messages.get(params.message ?? '');
        if (letter?.dossierId !== dossier._id || letter.direction !== 'inbound') throw new ApiProblem(404, 'not-found');
        if (letter.raw === null) throw new ApiProblem(404, 'original-erased');
        await screening.pass(letter.attachments);
        response.attachment('message.eml');
        // A browser must not run here what a stranger wrote.
        response.set({
          'Content-Type': 'message/rfc822',
          'X-Content-Type-Options': 'nosniff',
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Cache-Control': 'private, no-store',
        });
        await pipeline(store.blobs.open(letter.raw), response);
        return undefined;
      },
    }),
  ];
}
