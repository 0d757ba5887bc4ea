/** Opaque cursors: where a page ended, so that the next one starts there whatever came in between. */
import { ApiProblem } from './problem.ts';

export function encodeCursor(at: number, id: string): string {
  return Buffer.from(`${at} ${id}`).toString('base64url');
}

/** @throws ApiProblem 400 for what is not one of our cursors. */
export function decodeCursor(cursor: string): { at: number; id: string } {
  const [, at, id] = /^(\d{1,16}) (.{1,200})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(new Date(Number(at)).getTime()))
    throw new ApiProblem(400, 'invalid', { extras: { errors: [{ path: '/cursor', message: 'is not a cursor' }] } });
  return { at: Number(at), id };
}
