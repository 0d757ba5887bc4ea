/** Server-sent events: what changes on the desks, as it happens, resumable by Last-Event-ID. */

import type { Request } from 'express';
import { seesQueue } from '../../domain/rights.ts';
import type { UserDocument, Users } from '../../store/people/users.ts';
import { type Route, route } from '../http/route.ts';
import { signedIn } from '../people/sessions.ts';
import type { DossierRow } from '../schemas.ts';
import type { EventHub, HubEvent } from './event-hub.ts';
import type { PresenceKeeper } from './presence.ts';

const KEEP_ALIVE_MS = 15_000;
/** A listener this far behind is let go: it comes back and resumes, and does not fill our memory meanwhile. */
const MAX_BEHIND_BYTES = 1_000_000;
const TOKEN = /^[0-9A-F]{20,2000}$/;

export function eventRoutes(hub: EventHub, users: Users, presence: PresenceKeeper): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/events',
      summary: 'Changes as they happen (text/event-stream): `dossier`, `gone`, `draft`, `presence`, `batch`, `reset`',
      access: 'dossier.read',
      produces: 'text/event-stream',
      async handle({ user, request, response }) {
        let listener: UserDocument = user;
        await presence.arrives(user);
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
          // The browser comes back, to another process.
          if (event.event === 'closed') return void response.destroy();
          const told = asToldTo(listener, event);
          if (!told || response.destroyed) return;
          if (response.writableLength > MAX_BEHIND_BYTES) return void response.destroy();
          const id = told.id ? `id: ${told.id}\n` : '';
          response.write(`${id}event: ${told.event}\ndata: ${JSON.stringify(told.data)}\n\n`);
        };
        const stop = hub.listen(TOKEN.test(lastId) ? lastId : null, send);
        const alive = setInterval(async () => {
          const known = await stillSignedIn(request, users).catch(() => listener);
          if (!known || response.destroyed) return void response.destroy();
          listener = known;
          await presence.stays(user._id).catch(() => undefined);
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

/** What that listener may know of it: all of it, that a dossier has left their queues, or nothing. */
function asToldTo(listener: UserDocument, event: HubEvent): (Pick<HubEvent, 'id' | 'data'> & { event: string }) | null {
  const queues = [event.queue, ...(event.queues ?? [])];
  if (event.event === 'reset' || queues.some((queue) => seesQueue(listener, queue))) return event;
  if (event.user === listener._id) return event;
  const isGone = event.left?.some((queue) => seesQueue(listener, queue)) ?? false;
  return isGone ? { id: event.id, event: 'gone', data: { id: (event.data as DossierRow).id } } : null;
}

/** A line must not outlive the session it was opened with. @throws when it cannot be known now. */
async function stillSignedIn(request: Request, users: Users): Promise<UserDocument | null> {
  const isThere = await new Promise<boolean>((resolve) => request.session.reload((error) => resolve(!error)));
  return isThere ? signedIn(request, users) : null;
}
