/** Bytes kept once, by their SHA-256: raw letters, attachments, letters as they were sent. GridFS adapter. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ClientSession, type Connection, mongo } from 'mongoose';

/** Where bytes live. Putting the same bytes twice is harmless; hashes are lower-case hex. */
export interface Blobs {
  /** Keeps the bytes of each, and gives their hashes in the same order, once all are durable. */
  putAll(contents: readonly Buffer[]): Promise<string[]>;
  get(hash: string): Promise<Buffer>;
  open(hash: string): Readable;
  /**
   * Within the transaction that writes who refers to these bytes: it and one that erases them cannot both succeed, as
   * both write the bytes' own row. @throws BytesGone when some were erased since they were put.
   */
  hold(hashes: readonly string[], session: ClientSession): Promise<void>;
  /** Bytes put or held a day ago, and found held a week ago: it is time to see whether anybody refers to them. */
  toSweep(now: Date, limit: number): Promise<string[]>;
  /** Somebody refers to them: they are looked at again in a week. */
  postponeSweep(hash: string, now: Date): Promise<void>;
  /** Forgets the bytes, within the transaction that found that nobody refers to them. Erasing what is not there is harmless. */
  erase(hash: string, session: ClientSession): Promise<void>;
}

/** Bytes that were there have been erased. */
export class BytesGone extends Error {}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** GridFS's own chunk size: up to it, a blob is one chunk, and many can be written in one round trip. */
const CHUNK = 255 * 1024;

/** Bytes that nobody holds are kept for a day: whoever put them may be about to say so. */
const UNHELD_MS = 24 * 60 * 60 * 1000;
const HELD_MS = 7 * UNHELD_MS;
const sweepAt = (): Date => new Date(Date.now() + UNHELD_MS);

/** The indexes GridFS makes only when it writes by itself. */
export async function indexBlobs(connection: Connection, bucketName: string): Promise<void> {
  await database(connection).collection(`${bucketName}.files`).createIndex({ filename: 1, uploadDate: 1 });
  await database(connection).collection(`${bucketName}.files`).createIndex({ 'metadata.sweepAt': 1 });
  await database(connection).collection(`${bucketName}.chunks`).createIndex({ files_id: 1, n: 1 }, { unique: true });
}

export function createGridFsBlobs(connection: Connection, bucketName: string): Blobs {
  const files = () => database(connection).collection(`${bucketName}.files`);
  const bucket = () => new mongo.GridFSBucket(database(connection), { bucketName, chunkSizeBytes: CHUNK });

  return {
    async putAll(contents) {
      const blobs = contents.map((bytes) => ({ hash: sha256(bytes), bytes }));
      const stored = await known(
        database(connection),
        bucketName,
        blobs.map((b) => b.hash),
      );
      const missing = [...new Map(blobs.filter((b) => !stored.has(b.hash)).map((b) => [b.hash, b])).values()];
      await putSmall(
        database(connection),
        bucketName,
        missing.filter((b) => b.bytes.length <= CHUNK),
      );
      for (const { hash, bytes } of missing.filter((b) => b.bytes.length > CHUNK))
        await putLarge(bucket(), hash, bytes);
      return blobs.map((b) => b.hash);
    },
    async get(hash) {
      const chunks: Buffer[] = [];
      for await (const chunk of bucket().openDownloadStreamByName(hash)) chunks.push(chunk);
      return Buffer.concat(chunks);
    },
    open: (hash) => bucket().openDownloadStreamByName(hash),
    async hold(hashes, session) {
      const named = [...new Set(hashes)];
      if (named.length === 0) return;
      const { size } = await known(database(connection), bucketName, named, session);
      if (size < named.length) throw new BytesGone('Bytes were erased since they were put');
      const touch = { $set: { 'metadata.sweepAt': sweepAt() } };
      await files().updateMany({ filename: { $in: named } }, touch, { session });
    },
    async toSweep(now, limit) {
      const due = files().find({ 'metadata.sweepAt': { $lt: now } }, { projection: { filename: 1 } });
      const rows = await due.sort({ 'metadata.sweepAt': 1 }).limit(limit).toArray();
      return [...new Set(rows.map(({ filename }) => String(filename)))];
    },
    async postponeSweep(hash, now) {
      const later = new Date(now.getTime() + HELD_MS);
      await files().updateMany({ filename: hash }, { $max: { 'metadata.sweepAt': later } });
    },
    async erase(hash, session) {
      const ids = await files()
        .find({ filename: hash }, { session, projection: { _id: 1 } })
        .map(({ _id }) => _id)
        .toArray();
      await files().deleteMany({ _id: { $in: ids } }, { session });
      await database(connection)
        .collection(`${bucketName}.chunks`)
        .deleteMany({ files_id: { $in: ids } }, { session });
    },
  };
}

interface Blob {
  readonly hash: string;
  readonly bytes: Buffer;
}

function database(connection: Connection): mongo.Db {
  if (!connection.db) throw new Error('The store is not connected');
  return connection.db;
}

async function known(
  db: mongo.Db,
  bucketName: string,
  hashes: readonly string[],
  session?: ClientSession,
): Promise<Set<string>> {
  const files = await db
    .collection(`${bucketName}.files`)
    .find({ filename: { $in: [...hashes] } }, { projection: { filename: 1 }, ...(session && { session }) })
    .toArray();
  return new Set(files.map((f) => f.filename));
}

/** The chunks before the files: a file entry, once there, has its bytes. */
async function putSmall(db: mongo.Db, bucketName: string, blobs: readonly Blob[]): Promise<void> {
  if (blobs.length === 0) return;
  const files = blobs.map(({ hash, bytes }) => ({ id: new mongo.ObjectId(), hash, bytes }));
  const chunks = files.filter((f) => f.bytes.length > 0);
  if (chunks.length > 0)
    await db
      .collection(`${bucketName}.chunks`)
      .insertMany(chunks.map((f) => ({ files_id: f.id, n: 0, data: new mongo.Binary(f.bytes) })));
  await db.collection(`${bucketName}.files`).insertMany(
    files.map((f) => ({
      _id: f.id,
      filename: f.hash,
      length: f.bytes.length,
      chunkSize: CHUNK,
      uploadDate: new Date(),
      metadata: { sweepAt: sweepAt() },
    })),
  );
}

async function putLarge(bucket: mongo.GridFSBucket, hash: string, bytes: Buffer): Promise<void> {
  await pipeline([bytes], bucket.openUploadStream(hash, { metadata: { sweepAt: sweepAt() } }));
}
