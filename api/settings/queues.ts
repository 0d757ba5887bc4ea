/** One queue with everything that is set of it (C9, C17, W10, N8, N21), and its end (W5). */
import type { Routing } from '../../domain/dossier/dossier.ts';
import { seesQueue } from '../../domain/rights.ts';
import { holidayRegions } from '../../services/clock/holidays.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Caller, type Route, route } from '../http/route.ts';
import type { PresenceKeeper } from '../live/presence.ts';
import { mailboxesOf, switchOff } from '../mail/mailbox-watching.ts';
import { Items } from '../schemas/forms.ts';
import { BatchStarted, HolidayRegion, QueueSaved, QueueSettings, QueueSettingsInput } from '../schemas.ts';
import type { Language } from '../words/text.ts';
import { type BatchDependencies, interruptionOf, startBatch } from './batches.ts';
import { calendarMistakes } from './calendar-check.ts';

export function queueRoutes(deps: BatchDependencies, presence: Pick<PresenceKeeper, 'callRouting'>): Route[] {
  const { store } = deps;
  return [
    route({
      method: 'get',
      path: '/api/queues/:id',
      summary: 'A queue with all that is set of it, and how many dossiers its deletion would interrupt',
      access: 'queue.read',
      reply: QueueSettings,
      handle: async ({ params, user }) => present(store, await reachQueue(store, user, params.id)),
    }),
    route({
      method: 'put',
      path: '/api/queues/:id',
      summary: 'Set a queue. Timers that run keep their ends; dossiers that wait are routed the new way, by a batch',
      access: 'queue.edit',
      body: QueueSettingsInput,
      reply: QueueSaved,
      async handle({ params, body, user }) {
        const queue = await reachQueue(store, user, params.id);
        if (queue.status === 'deleted') throw new ApiProblem(422, 'queue-deleted');
        await check(store, body, queue, user.preferences.language);
        await store.queues.upsert({ _id: queue._id, ...body });
        const batch = await reroute(deps, queue, body.routing);
        presence.callRouting();
        return { ...(await present(store, await reachQueue(store, user, params.id))), batch };
      },
    }),
    route({
      method: 'delete',
      path: '/api/queues/:id',
      status: 202,
      summary:
        'Delete a queue, or end its deletion: its mailboxes are switched off, its dossiers interrupted by the batch that is answered (202)',
      access: 'queue.edit',
      reply: BatchStarted,
      async handle({ params, user }) {
        const queue = await reachQueue(store, user, params.id);
        // Asked again, it is done again: what a crash cut short is done to its end.
        await store.queues.upsert({ ...queue, status: 'deleted' });
        for (const mailbox of await mailboxesOf(store, queue._id)) await switchOff(deps, mailbox);
        return { batch: await interrupt(deps, queue) };
      },
    }),
    route({
      method: 'get',
      path: '/api/holidays',
      summary: 'The calendars of public holidays there are',
      access: 'queue.read',
      reply: Items(HolidayRegion),
      handle: async ({ user }) => ({ items: holidayRegions(user.preferences.language) }),
    }),
  ];
}

/** @throws ApiProblem 404 when there is no such queue, or the caller does not see it. */
async function reachQueue(store: Store, user: Caller, id: string | undefined): Promise<QueueDocument> {
  const queue = id !== undefined && seesQueue(user, id) ? await store.queues.get(id) : null;
  if (!queue) throw new ApiProblem(404, 'not-found');
  return queue;
}

/**
 * `before`: a mailbox that it had may be gone since, and keeps nothing else from being set.
 * @throws ApiProblem 422 naming what is not there, or what is wrong with the opening hours.
 */
async function check(
  store: Store,
  settings: QueueSettingsInput,
  before: QueueDocument,
  language: Language,
): Promise<void> {
  const mistakes = calendarMistakes(settings.calendar, language);
  const [first] = mistakes;
  if (first)
    throw new ApiProblem(422, 'bad-calendar', { values: { problem: first.message }, extras: { errors: mistakes } });
  const { mailbox, otherMailboxes, skill, definition } = settings;
  const there = (await store.mailboxes.list()).filter(({ deletedAt }) => !deletedAt);
  const mailboxes = new Set([before.mailbox, ...before.otherMailboxes, ...there.map(({ _id }) => _id)]);
  const unknown = [
    ...[mailbox, ...otherMailboxes].filter((id) => !mailboxes.has(id)),
    ...(skill === null || (await store.skills.get(skill)) ? [] : [skill]),
    ...((await store.definitions.isOffered(definition)) ? [] : [`${definition.id} ${definition.version}`]),
  ];
  const isOutboundOnly = there.some(({ _id, outboundOnly }) => _id === mailbox && outboundOnly);
  if (isOutboundOnly) throw new ApiProblem(422, 'outbound-only-default', { values: { queue: settings.name } });
  if (unknown[0] !== undefined) throw new ApiProblem(422, 'unknown-setting', { values: { name: unknown[0] } });
}

/** C11: its dossiers hear how they find their agent from now on; who was told nothing by a crash, when it is set again. */
async function reroute(
  deps: BatchDependencies,
  { _id, routing: before }: QueueDocument,
  routing: Routing,
): Promise<string | null> {
  const targets = { queue: _id, routedOtherThan: routing };
  if (before === routing && (await deps.store.batches.count(targets)) === 0) return null;
  return startBatch(deps, { kind: 'routing', instruction: { type: 'changeRouting', queue: _id, routing }, targets });
}

async function interrupt(deps: BatchDependencies, { _id, name }: QueueDocument): Promise<string> {
  const { states } = await interruptionOf(deps.store, { queue: _id });
  const instruction = { type: 'interrupt', resource: 'queue', name } as const;
  return startBatch(deps, { kind: 'queue', instruction, targets: { queue: _id, states } });
}

async function present(store: Store, queue: QueueDocument): Promise<QueueSettings> {
  const { _id, calendar, definition, ...settings } = queue;
  const { id, version } = definition;
  return {
    ...settings,
    id: _id,
    definition: { id, version },
    calendar: structuredClone(calendar) as QueueSettings['calendar'],
    otherMailboxes: [...queue.otherMailboxes],
    transfers: [...queue.transfers],
    wrapUps: [...queue.wrapUps],
    live: (await interruptionOf(store, { queue: _id })).count,
    mailboxes: (await mailboxesOf(store, _id)).map((m) => ({ id: m._id, address: m.address })),
  };
}
