/** Answers only whoever has ended speaking: a connection closed on bytes still coming is reset, and its answer lost with it. */
import type { Server } from 'node:http';
import { finished } from 'node:stream/promises';
import type { Request } from 'express';

/** Longer than the minute for which clients and proxies keep an idle connection: theirs closes first, never under a request. */
const IDLE_MS = 75_000;

/** Resolves once the rest of a body that nobody reads has come, or its sender has gone. */
export async function received(request: Request): Promise<void> {
  if (request.complete || request.destroyed) return;
  request.resume();
  await finished(request, { writable: false }).catch(() => {});
}

export function keepConnections(server: Server): void {
  server.keepAliveTimeout = IDLE_MS;
}
