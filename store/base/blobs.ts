/** Bytes kept once, by their SHA-256: raw letters, attachments, letters as they were sent. GridFS adapter. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Connection, mongo } from 'mongoose';

/** Where bytes live. Putting the same bytes twice is harmless; hashes are lower-case hex. */
export interface Blobs {
  /** Keeps the bytes of each, and gives their hashes in the same order, once all are durable. */
  putAll(contents: readonly Buffer[]): Promise<string[]>;
  get(hash: string): Promise<Buffer>;
  open(hash: string): Readable;
  /** Forgets the bytes. Erasing what is not there is harmless. */
  erase(hash: string): Promise<void>;
}

export const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** GridFS's own chunk size: up to it, a blob is one chunk, and many can be written in one round trip. */
const CHUNK = 255 * 1024;

/** The indexes GridFS makes only when it writes by itself. */
export async function indexBlobs(connection: Connection, bucketName: string): Promise<void> {
  await database(connection).collection(`${bucketName}.files`).createIndex({ filename: 1, uploadDate: 1 });
  await database(connection).collection(`${bucketName}.chunks`).createIndex({ files_id: 1, n: 1 }, { unique: true });
}

export function createGridFsBlobs(connection: Connection, bucketName: string): Blobs {
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
    async erase(hash) {
      for (const { _id } of await bucket().find({ filename: hash }).toArray()) await bucket().delete(_id);
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

async function known(db: mongo.Db, bucketName: string, hashes: readonly string[]): Promise<Set<string>> {
  const files = await db
    .collection(`${bucketName}.files`)
    .find({ filename: { $in: [...hashes] } }, { projection: { filename: 1 } })
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
    })),
  );
}

async function putLarge(bucket: mongo.GridFSBucket, hash: string, bytes: Buffer): Promise<void> {
  await pipeline([bytes], bucket.openUploadStream(hash));
}
