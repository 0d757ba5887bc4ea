/** Server-sent events: what changes on the desks, as it happens, resumable by Last-Event-ID. */

import type { Request } from 'express';
import { seesQueue } from '../domain/rights.ts';
import type { UserDocument, Users } from '../store/users.ts';
import type { EventHub, HubEvent } from './event-hub.ts';
import { type Route, route } from './route.ts';

const KEEP_ALIVE_MS = 15_000;
/** A listener this far behind is let go: it comes back and resumes, and does not fill our memory meanwhile. */
const MAX_BEHIND_BYTES = 1_000_000;
const TOKEN = /^[0-9A-F]{20,2000}$/;

export function eventRoutes(hub: EventHub, users: Users): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/events',
      summary: 'Changes as they happen (text/event-stream): `dossier`, `draft`, `reset`',
      access: 'dossier.read',
      async handle({ user, request, response }) {
        let listener: UserDocument = user;
        response.writeHead(200, {
          'Content-Type': 'text/event-stream',
          'Cache-Control': 'no-store',
          'X-Accel-Buffering': 'no',
        });
        const lastId = request.get('Last-Event-ID') ?? '';
        // An id without data: a line cut before the first event resumes from here too.
        const position = lastId ? null : hub.position();
        response.write(`retry: 1000\n${position ? `id: ${position}\n` : ''}\n`);
        const send = (event: HubEvent): void => {
          if (event.event !== 'reset' && !seesQueue(listener, event.queue)) return;
          if (response.destroyed) return;
          if (response.writableLength > MAX_BEHIND_BYTES) return void response.destroy();
          const id = event.id ? `id: ${event.id}\n` : '';
          response.write(`${id}event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`);
        };
        const stop = hub.listen(TOKEN.test(lastId) ? lastId : null, send);
        const alive = setInterval(async () => {
          const known = (await isSignedIn(request)) ? await users.get(user._id).catch(() => listener) : null;
          if (!known || response.destroyed) return void response.destroy();
          listener = known;
          response.write(': alive\n\n');
        }, KEEP_ALIVE_MS);
        await new Promise<void>((resolve) => response.once('close', resolve));
        clearInterval(alive);
        stop();
        return undefined;
      },
    }),
  ];
}

/** A line must not outlive the session it was opened with. */
function isSignedIn(request: Request): Promise<boolean> {
  return new Promise((resolve) => request.session.reload((error) => resolve(!error)));
}
