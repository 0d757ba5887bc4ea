/** Mailboxes, for administrators (C4, C13): listed with how they fare, added, set, deleted (W5). */
import { createHash } from 'node:crypto';
import { conditionOf, isAlarming } from '../../domain/post/mailbox-health.ts';
import { sameAddress } from '../../domain/post/recipients.ts';
import { isDuplicateKey } from '../../store/base/mongo-errors.ts';
import { type MailboxDocument, newMailbox } from '../../store/mailboxes/mailboxes.ts';
import { provedAt } from '../../store/mailboxes/sending-proof.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { Items } from '../schemas/forms.ts';
import { BatchStarted, Mailbox, MailboxAlert, MailboxInput } from '../schemas.ts';
import { type BatchDependencies, interruptionOf, startBatch } from '../settings/batches.ts';
import { presentServer, proofOf, type SettingsDependencies, settle } from './mailbox-settings.ts';
import { mailboxesOf, switchOff } from './mailbox-watching.ts';

export type MailboxDependencies = BatchDependencies & SettingsDependencies;

const access = 'configuration.edit';

export function mailboxRoutes(deps: MailboxDependencies): Route[] {
  const { store } = deps;
  return [
    route({
      ...{ method: 'get', path: '/api/mailboxes', access, reply: Items(Mailbox) },
      summary: 'The mailboxes, with whether they work; no secret of theirs',
      async handle() {
        const there = (await store.mailboxes.list()).filter((m) => !m.deletedAt);
        return { items: await Promise.all(there.map((mailbox) => present(store, mailbox))) };
      },
    }),
    route({
      ...{ method: 'post', path: '/api/mailboxes', access, body: MailboxInput, reply: Mailbox },
      status: 201,
      summary: 'Add a mailbox (201). One that was deleted comes back, read on from where it was left',
      async handle({ body }) {
        const mailbox = await add(deps, body);
        return present(store, mailbox);
      },
    }),
    route({
      ...{ method: 'put', path: '/api/mailboxes/:id', access, body: MailboxInput, reply: Mailbox },
      summary: 'Set a mailbox; whoever watches it follows within seconds. Secrets that are absent are kept',
      async handle({ params, body }) {
        const known = await reach(store, params.id);
        if (!sameAddress(known.address, body.address)) throw new ApiProblem(422, 'address-fixed');
        await change(deps, known, body);
        return present(store, await reach(store, known._id));
      },
    }),
    route({
      ...{ method: 'delete', path: '/api/mailboxes/:id', access, reply: BatchStarted },
      status: 202,
      summary:
        'Delete a mailbox. Where its queue has no other, the dossiers that write from it are interrupted by the batch that is answered (202)',
      async handle({ params }) {
        const batch = await remove(deps, await reach(store, params.id));
        return { batch };
      },
    }),
    route({
      ...{ method: 'get', path: '/api/alerts', access, reply: Items(MailboxAlert) },
      summary: 'What administrators are told of on every screen: mailboxes that fail, or are silent (peer 31)',
      handle: async () => ({ items: (await store.mailboxes.list()).flatMap((mailbox) => alertOf(mailbox)) }),
    }),
  ];
}

/** @throws ApiProblem 404 when there is none, or it was deleted. */
export async function reach(store: Store, id: string | undefined): Promise<MailboxDocument> {
  const mailbox = id === undefined ? null : await store.mailboxes.get(id);
  if (!mailbox || mailbox.deletedAt) throw new ApiProblem(404, 'not-found');
  return mailbox;
}

async function add(deps: MailboxDependencies, body: MailboxInput): Promise<MailboxDocument> {
  const { store } = deps;
  const known = (await store.mailboxes.list()).find(({ address }) => sameAddress(address, body.address));
  if (known && !known.deletedAt) throw new ApiProblem(422, 'mailbox-exists', { values: { address: known.address } });
  if (known) await change(deps, known, body);
  else await insert(deps, body);
  return reach(store, known?._id ?? idFor(body.address));
}

async function insert(deps: MailboxDependencies, body: MailboxInput): Promise<void> {
  const { store } = deps;
  const _id = idFor(body.address);
  await check(store, body, _id);
  const { settings, oauth } = await settle(deps, body, null);
  const verified = await proofOf(deps, settings, null);
  const tokens = oauth as MailboxDocument['oauth'];
  const whole = newMailbox({ _id, ...settings, verified, cursor: null, oauth: tokens }, Date.now());
  try {
    await store.mailboxes.insert(whole);
  } catch (error) {
    // Somebody else added it at the same moment.
    if (isDuplicateKey(error)) throw new ApiProblem(422, 'mailbox-exists', { values: { address: body.address } });
    throw error;
  }
  await takeUp(deps, _id, body, null);
}

async function change(deps: MailboxDependencies, known: MailboxDocument, body: MailboxInput): Promise<void> {
  const { store } = deps;
  await check(store, body, known._id);
  const { settings, oauth } = await settle(deps, body, known);
  const verified = await proofOf(deps, settings, known);
  await store.mailboxes.configure(known._id, { ...settings, address: known.address, oauth, verified });
  await takeUp(deps, known._id, body, known);
}

/** G5: it is watched; and the queue that begins to have its letters may write from it, until somebody says otherwise. */
async function takeUp(deps: MailboxDependencies, id: string, body: MailboxInput, known: MailboxDocument | null) {
  if (body.outboundOnly) return;
  const isReadAlready = known?.queue === body.queue && !known.outboundOnly && !known.deletedAt;
  if (!isReadAlready) await deps.store.queues.offerSender(body.queue, id);
  if (body.enabled) await deps.engine.watchMailbox(id);
}

/** @throws ApiProblem 422: no such queue; or it is a queue's default, and so cannot be only written from (C13). */
async function check(store: Store, { queue, outboundOnly }: MailboxInput, id: string): Promise<void> {
  const queues = (await store.queues.list()).filter(({ status }) => status !== 'deleted');
  if (!queues.some(({ _id }) => _id === queue))
    throw new ApiProblem(422, 'unknown-setting', { values: { name: queue } });
  const writing = outboundOnly ? queues.find(({ mailbox }) => mailbox === id) : undefined;
  if (writing) throw new ApiProblem(422, 'outbound-only-default', { values: { queue: writing.name } });
}

/** The batch that interrupts its dossiers; null where its queue goes on with another mailbox. */
async function remove(deps: MailboxDependencies, mailbox: MailboxDocument): Promise<string | null> {
  const { store } = deps;
  await switchOff(deps, mailbox);
  const [other] = await mailboxesOf(store, mailbox.queue);
  const batch = other ? null : await interrupt(deps, mailbox);
  if (other) await writeFrom(store, mailbox, other);
  // Last: until all is done it is still there, to be deleted again.
  await store.mailboxes.remove(mailbox._id);
  return batch;
}

async function interrupt(deps: MailboxDependencies, { _id, address }: MailboxDocument): Promise<string> {
  const { states } = await interruptionOf(deps.store, { mailbox: _id });
  const instruction = { type: 'interrupt', resource: 'mailbox', name: address } as const;
  return startBatch(deps, { kind: 'mailbox', instruction, targets: { mailbox: _id, states } });
}

/** The queue goes on with the mailbox that is left. */
async function writeFrom(store: Store, gone: MailboxDocument, other: MailboxDocument): Promise<void> {
  const queue = await store.queues.get(gone.queue);
  if (!queue) return;
  const mailbox = queue.mailbox === gone._id ? other._id : queue.mailbox;
  const otherMailboxes = queue.otherMailboxes.filter((id) => id !== gone._id && id !== mailbox);
  await store.queues.upsert({ ...queue, mailbox, otherMailboxes });
}

/** The same for the same address, so that added twice at once it is added once. */
function idFor(address: string): string {
  const key = address.toLowerCase();
  const words = key.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 48);
  return `${words}-${createHash('sha256').update(key).digest('hex').slice(0, 8)}`;
}

function alertOf(mailbox: MailboxDocument): MailboxAlert[] {
  const { condition, since } = conditionOf(mailbox, Date.now());
  if (mailbox.deletedAt || !isAlarming(condition)) return [];
  return [{ kind: 'mailbox', id: mailbox._id, name: mailbox.address, condition, since: new Date(since).toISOString() }];
}

const instant = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

async function present(store: Store, mailbox: MailboxDocument): Promise<Mailbox> {
  const { _id, address, name, queue, folder, enabled, outboundOnly, subaddressing } = mailbox;
  const { imap, smtp, oauth, afterwards, health } = mailbox;
  const { condition, since } = conditionOf(mailbox, Date.now());
  const others = (await mailboxesOf(store, queue)).filter((other) => other._id !== _id);
  const live = others.length > 0 ? 0 : (await interruptionOf(store, { mailbox: _id })).count;
  return {
    ...{ id: _id, address, name, queue, folder, enabled, outboundOnly, subaddressing },
    ...{ condition, live },
    afterwards: typeof afterwards === 'string' ? afterwards : { ...afterwards },
    imap: imap.host ? presentServer(imap) : null,
    smtp: presentServer(smtp),
    oauth: oauth && {
      ...{ tokenUrl: oauth.tokenUrl, clientId: oauth.clientId, scopes: [...oauth.scopes] },
      hasClientSecret: oauth.clientSecret !== '',
    },
    since: since > 0 ? instant(since) : null,
    lastSeenAt: instant(health.lastSeenAt),
    lastLetterAt: instant(health.lastLetterAt),
    waiting: health.waiting,
    verifiedAt: provedAt(mailbox)?.toISOString() ?? null,
    lastError: health.lastError && { ...health.lastError, at: new Date(health.lastError.at).toISOString() },
  };
}
