/** The MongoDB errors that mean something to us. */
import { mongo } from 'mongoose';

const DUPLICATE_KEY = 11_000;

/** Somebody wrote that key first: for an idempotent write, not an error. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
}

/** Runs an insert that may have been done already. */
export async function ignoreDuplicate(insert: Promise<unknown>): Promise<void> {
  try {
    await insert;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}
