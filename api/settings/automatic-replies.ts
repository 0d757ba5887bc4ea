/** The automatic reply of a queue (C13, C14, C16): what is set of it, and the images in its text. */
import { pipeline } from 'node:stream/promises';
import { fileType, HEAD_BYTES } from '../../domain/post/file-types.ts';
import { unknownTags } from '../../domain/post/tags.ts';
import { seesQueue } from '../../domain/rights.ts';
import { wordsOfHtml } from '../../mail/html/words-of-html.ts';
import type { ReplyFile, AutomaticReply as Settings } from '../../store/letters/automatic-replies.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';
import type { Leaving } from '../dossiers/reply-files.ts';
import type { Screening } from '../dossiers/screening.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Caller, type Route, route } from '../http/route.ts';
import { AutomaticReply, AutomaticReplyInput } from '../schemas/automatic-replies.ts';

/** C14: of each group, the images and the files. */
const MAX_GROUP_BYTES = 25 * 1024 * 1024;

export function automaticReplyRoutes(store: Store, screening: Screening): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/queues/:id/automatic-reply',
      summary: 'What a queue answers by itself, and the mailboxes it may be written from',
      access: 'queue.edit',
      reply: AutomaticReply,
      async handle({ params, user }) {
        const queue = await reachQueue(store, user, params.id);
        return present(store, await settingsOf(store, queue));
      },
    }),
    route({
      method: 'put',
      path: '/api/queues/:id/automatic-reply',
      summary:
        'Set what a queue answers by itself: its text, its sender, at most 10 images and 10 files of 25 MB each group',
      access: 'queue.edit',
      body: AutomaticReplyInput,
      bodyLimit: 5_000_000,
      reply: AutomaticReply,
      async handle({ params, body, user }) {
        const queue = await reachQueue(store, user, params.id);
        const before = await settingsOf(store, queue);
        const images = await filesOf({ store, screening }, user, before, body.images, 'image');
        const files = await filesOf({ store, screening }, user, before, body.files, 'file');
        await check(store, body, images);
        await store.automaticReplies.set({ ...body, _id: queue._id, images, files });
        await store.hold([...images, ...files].map(({ sha256 }) => sha256));
        return present(store, await settingsOf(store, queue));
      },
    }),
    route({
      method: 'get',
      path: '/api/queues/:id/automatic-reply/files/:file',
      summary: 'The bytes of one of its images or files',
      access: 'queue.edit',
      produces: '*/*',
      async handle({ params, user, response }) {
        const { images, files } = await settingsOf(store, await reachQueue(store, user, params.id));
        const file = [...images, ...files].find(({ id }) => id === params.file);
        if (!file) throw new ApiProblem(404, 'not-found');
        response.attachment(file.name);
        response.set({
          'Content-Type': file.contentType,
          'Content-Length': String(file.size),
          'Content-Security-Policy': "default-src 'none'; sandbox",
        });
        await pipeline(store.blobs.open(file.sha256), response);
        return undefined;
      },
    }),
  ];
}

/** @throws ApiProblem 404 when there is no such queue, or the caller does not see it. */
async function reachQueue(store: Store, user: Caller, id: string | undefined): Promise<QueueDocument> {
  const queue = id !== undefined && seesQueue(user, id) ? await store.queues.get(id) : null;
  if (!queue || queue.status === 'deleted') throw new ApiProblem(404, 'not-found');
  return queue;
}

async function settingsOf(store: Store, { _id }: QueueDocument): Promise<Settings> {
  const nothing = {
    enabled: false,
    sender: null,
    language: 'fr',
    company: '',
    html: '',
    images: [],
    files: [],
  } as const;
  return { ...nothing, _id, ...(await store.automaticReplies.get(_id)) };
}

/**
 * The files that are there already, or that the caller uploaded, by what they are and not by what they are called.
 * @throws ApiProblem 422 for one out of reach, infected, of a type that C14 does not allow, or too large together; 409
 * for one that the antivirus has not read.
 */
async function filesOf(
  { store, screening }: Pick<Leaving, 'store' | 'screening'>,
  user: Caller,
  { images, files }: Settings,
  refs: AutomaticReplyInput['files'],
  group: 'image' | 'file',
): Promise<ReplyFile[]> {
  const found: ReplyFile[] = [];
  for (const { id } of refs) {
    const there =
      [...images, ...files].find((one) => one.id === id) ?? (await uploaded({ store, screening }, user, id));
    const type = fileType(there.name, await headOf(store, there.sha256));
    if (!type || (group === 'image' && type.group !== 'image'))
      throw new ApiProblem(422, 'file-type-refused', { values: { name: there.name } });
    found.push({ ...there, contentType: type.contentType });
  }
  if (found.reduce((sum, { size }) => sum + size, 0) > MAX_GROUP_BYTES)
    throw new ApiProblem(422, 'attachments-too-large');
  return found;
}

async function uploaded(
  { store, screening }: Pick<Leaving, 'store' | 'screening'>,
  user: Caller,
  id: string,
): Promise<ReplyFile> {
  const file = await store.files.get(id);
  if (file?.by !== user._id) throw new ApiProblem(422, 'unknown-attachment');
  await screening.pass([file]);
  const { name, contentType, size, sha256 } = file;
  return { id, name, contentType, size, sha256 };
}

async function headOf(store: Store, sha256: string): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of store.blobs.open(sha256)) {
    chunks.push(Buffer.from(chunk));
    length += chunk.length;
    if (length >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

/** @throws ApiProblem 422 for a sender, a tag or an image that is not there, and for an answer without words. */
async function check(store: Store, body: AutomaticReplyInput, images: readonly ReplyFile[]): Promise<void> {
  const mailboxes = await senders(store);
  if (body.sender !== null && !mailboxes.some(({ id }) => id === body.sender))
    throw new ApiProblem(422, 'unknown-setting', { values: { name: body.sender } });
  const [tag] = unknownTags(body.html);
  if (tag !== undefined) throw new ApiProblem(422, 'unknown-tag', { values: { name: `@{${tag}}` } });
  const shown = [...body.html.matchAll(/\bsrc="cid:([^"]*)"/g)].map(([, id]) => id ?? '');
  if (shown.some((id) => !images.some((image) => image.id === id))) throw new ApiProblem(422, 'unknown-attachment');
  if (body.enabled && shown.length === 0 && wordsOfHtml(body.html) === '')
    throw new ApiProblem(422, 'automatic-reply-empty');
}

async function senders(store: Store): Promise<AutomaticReply['senders']> {
  const mailboxes = (await store.mailboxes.list()).filter(({ deletedAt }) => deletedAt === null);
  return mailboxes.map(({ _id, address, outboundOnly }) => ({ id: _id, address, outboundOnly }));
}

async function present(store: Store, settings: Settings): Promise<AutomaticReply> {
  const { enabled, sender, language, company, html, images, files } = settings;
  const shown = ({ id, name, contentType, size }: ReplyFile) => ({ id, name, contentType, size });
  const attached = { images: images.map(shown), files: files.map(shown) };
  return { enabled, sender, language, company, html, ...attached, senders: await senders(store) };
}
