/** The key that makes a request be done once, however often it is sent. */
import type { Request } from 'express';
import { sha256 } from '../../store/base/blobs.ts';
import { ApiProblem } from './problem.ts';
import type { Caller } from './route.ts';

export const KEY = /^[\x21-\x7e]{8,200}$/;

/**
 * What identifies this request among all: keys are the caller's own, another's same key is another request.
 * @param about what it is done to. @throws ApiProblem 400 without a well-formed Idempotency-Key header.
 */
export function requestId(request: Request, user: Caller, about: string): string {
  const key = request.get('Idempotency-Key') ?? '';
  if (!KEY.test(key)) throw new ApiProblem(400, 'key-required');
  return idOfKey(key, user._id, about);
}

/** 32 hexadecimal digits. */
export function idOfKey(key: string, userId: string, about: string): string {
  return sha256(`${userId} ${about} ${key}`).slice(0, 32);
}
