/** Files: uploads to attach, and the bytes of any attachment the caller may see. */
import { pipeline } from 'node:stream/promises';
import { Type } from '@sinclair/typebox';
import express from 'express';
import { newId } from '../store/ids.ts';
import type { Store } from '../store/store.ts';
import { reachFile } from './access.ts';
import { ApiProblem } from './problem.ts';
import { type Route, route } from './route.ts';
import { Attachment } from './schemas.ts';

export function fileRoutes(store: Store): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/files',
      summary:
        'Upload a file, as the raw body, to attach it to a draft or a reply; as much as one message may hold (G12)',
      access: 'dossier.handle',
      query: Type.Object(
        { name: Type.String({ minLength: 1, maxLength: 255, pattern: '^[^\\r\\n/\\\\]+$' }) },
        { additionalProperties: false },
      ),
      reply: Attachment,
      async handle({ query: { name }, user, request, response }) {
        const { maxAttachedBytes: limit } = await store.settings.email();
        const readBody = express.raw({ type: () => true, limit });
        await new Promise<void>((resolve, reject) =>
          readBody(request, response, (error) => (error ? reject(error) : resolve())),
        );
        const bytes: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const [sha256 = ''] = await store.blobs.putAll([bytes]);
        const contentType = request.get('Content-Type') ?? 'application/octet-stream';
        const file = { _id: newId(), name, contentType, size: bytes.length, sha256, by: user._id, at: new Date() };
        await store.files.insert(file);
        return { id: file._id, name, contentType, size: bytes.length };
      },
    }),
    route({
      method: 'get',
      path: '/api/files/:id',
      summary: 'The bytes of an attachment, as a download',
      access: 'dossier.read',
      async handle({ params, user, response }) {
        const file = await reachFile(store, user, params.id ?? '');
        if (!file) throw new ApiProblem(404, 'not-found');
        if (file.scan?.state === 'infected') throw new ApiProblem(422, 'infected');
        response.attachment(file.name);
        // Whatever it says it is, a browser must not run it here.
        response.set({
          'Content-Type': safeType(file.contentType),
          'Content-Length': String(file.size),
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Cache-Control': 'private, max-age=3600',
        });
        await pipeline(store.blobs.open(file.sha256), response);
        return undefined;
      },
    }),
  ];
}

const INLINE_IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

function safeType(contentType: string): string {
  return INLINE_IMAGES.has(contentType) ? contentType : 'application/octet-stream';
}
