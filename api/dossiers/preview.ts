/** The preview of a reply: exactly the HTML that would be sent (A5). */
import { Type } from '@sinclair/typebox';
import type { HtmlMaker } from '../../mail/html/html-maker.ts';
import { type Route, route } from '../http/route.ts';
import { DraftBody } from '../schemas.ts';

export function previewRoutes(maker: HtmlMaker): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/preview',
      summary: 'What an agent wrote, as the contact will get it. Nothing is kept.',
      access: 'dossier.handle',
      body: Type.Object({ html: DraftBody.html }, { additionalProperties: false }),
      bodyLimit: 20_000_000,
      reply: Type.Object({ html: Type.String() }, { additionalProperties: false }),
      handle: async ({ body }) => ({ html: await maker.preview(body.html) }),
    }),
  ];
}
