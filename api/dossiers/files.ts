/** Files: uploads to attach, and the bytes of any attachment the caller may see. */

import { pipeline } from 'node:stream/promises';
import { Type } from '@sinclair/typebox';
import express from 'express';
import { HEAD_BYTES, PICTURE_TYPES, typeByContent } from '../../domain/post/file-types.ts';
import { newId } from '../../store/base/ids.ts';
import type { Store } from '../../store/store.ts';
import { reachFile } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { Attachment } from '../schemas.ts';
import { presentAttachment } from './present.ts';
import type { Screening } from './screening.ts';

/** What one person may upload in a day. */
const UPLOAD_QUOTA = { points: 1_000_000_000, seconds: 24 * 60 * 60 };

export function fileRoutes(store: Store, screening: Screening): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/files',
      summary:
        'Upload a file, as the raw body, to attach it to a draft or a reply; as much as one message may hold (G12). One that the antivirus cannot read now is kept, and leaves once it was read',
      access: 'dossier.handle',
      takesBytes: true,
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
        await countUpload(store, user._id, bytes.length);
        const scanned = await screening.arriving(name, bytes);
        const contentType = typeByContent(name, bytes.subarray(0, HEAD_BYTES));
        const file = { name, contentType, size: bytes.length, ...scanned };
        const uploaded = { ...file, _id: newId(), by: user._id, at: new Date() };
        await store.keeping([bytes], (session, [sha256 = '']) => store.files.insert({ ...uploaded, sha256 }, session));
        return presentAttachment({ ...file, id: uploaded._id });
      },
    }),
    route({
      method: 'get',
      path: '/api/files/:id',
      summary: 'The bytes of an attachment, as a download; 409 while the antivirus has not read it',
      access: 'dossier.read',
      produces: '*/*',
      async handle({ params, user, response }) {
        const file = await reachFile(store, user, params.id ?? '');
        if (!file) throw new ApiProblem(404, 'not-found');
        await screening.pass([file]);
        response.attachment(file.name);
        // Whatever it says it is, a browser must not run it here.
        response.set({
          'Content-Type': safeType(file.contentType),
          'Content-Length': String(file.size),
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Cache-Control': 'private, no-store',
        });
        await pipeline(store.blobs.open(file.sha256), response);
        return undefined;
      },
    }),
  ];
}

/** @throws ApiProblem 429 when that is more than one may upload in a day. */
async function countUpload({ attempts }: Store, user: string, bytes: number): Promise<void> {
  const uploaded = attempts.counter('uploaded', UPLOAD_QUOTA);
  const { consumedPoints, msBeforeNext } = await uploaded.penalty(user, bytes);
  if (consumedPoints <= UPLOAD_QUOTA.points) return;
  await uploaded.reward(user, bytes);
  throw new ApiProblem(429, 'upload-quota', { retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1000)) });
}

function safeType(contentType: string): string {
  return PICTURE_TYPES.includes(contentType) ? contentType : 'application/octet-stream';
}
