/** Dossiers that we begin ourselves: written in a queue's name, from a mailbox of it (G1, G2, G5, G14, N1). */
import type { Contact } from '../../domain/dossier/dossier.ts';
import { seesQueue } from '../../domain/rights.ts';
import type { HtmlMaker } from '../../mail/html/html-maker.ts';
import type { DossierEngine } from '../../services/engine/dossier-engine.ts';
import { isAnswerable } from '../../services/sending/senders.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { requestId } from '../http/request-key.ts';
import { type Caller, type Route, route } from '../http/route.ts';
import { stateOf } from '../live/agents.ts';
import { type OutboundInput as Input, OutboundInput, OutboundResult } from '../schemas.ts';
import { keptDraft } from './reply-files.ts';
import { recipientsOf } from './reply-message.ts';

interface OutboundDependencies {
  readonly store: Store;
  readonly engine: DossierEngine;
  readonly maker: HtmlMaker;
}

export function outboundRoutes({ store, engine, maker }: OutboundDependencies): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/dossiers',
      status: 201,
      summary: 'Begin a dossier: the text is its draft, nothing is sent yet. An Idempotency-Key header is required.',
      keyed: true,
      access: 'outbound.start',
      body: OutboundInput,
      bodyLimit: 20_000_000,
      reply: OutboundResult,
      async handle({ user, body, request }) {
        const id = requestId(request, user, 'outbound').slice(0, 24);
        const queue = await queueOf(store, user, body.queue);
        const mailbox = await mailboxOf(store, queue, body.mailbox);
        const contact = await contactOf(store, body);
        // A retry finds the dossier there: its draft may be gone since, and must not come back.
        const there = await store.dossiers.get(id);
        if (!there) await saveDraft({ store, maker }, user, id, body);
        const { version, state } = await open(store, engine, { id, user, queue, mailbox, contact, body });
        return { id, version, state };
      },
    }),
  ];
}

/** G1: one writes only for a queue one belongs to; seeing it is not enough. */
async function queueOf(store: Store, user: Caller, id: string): Promise<QueueDocument> {
  const queue = await store.queues.get(id);
  if (!queue || !seesQueue(user, id)) throw new ApiProblem(404, 'not-found');
  if (!user.queues.includes(id)) throw new ApiProblem(403, 'not-a-member');
  if (queue.status !== 'open') throw new ApiProblem(422, 'queue-closed');
  return queue;
}

/** G5: asked only where there are several. One that nobody reads would lose the answer (G3, C13). */
async function mailboxOf(store: Store, queue: QueueDocument, wanted: string | undefined): Promise<MailboxDocument> {
  const ids = [...new Set([queue.mailbox, ...queue.otherMailboxes])];
  const known = await Promise.all(ids.map((id) => store.mailboxes.get(id)));
  const mailboxes = known.filter((m): m is MailboxDocument => m !== null && isAnswerable(m));
  const chosen =
    wanted === undefined && mailboxes.length === 1 ? mailboxes[0] : mailboxes.find((m) => m._id === wanted);
  if (chosen) return chosen;
  if (mailboxes.length === 0) throw new ApiProblem(422, 'no-mailbox');
  const choices = mailboxes.map((m) => ({ id: m._id, name: m.name, address: m.address }));
  throw new ApiProblem(422, 'choose-mailbox', { extras: { choices } });
}

/** The first recipient, under the name of the earlier letters. @throws ApiProblem 422 for what is no address (G7). */
async function contactOf(store: Store, { to, cc, bcc }: Input): Promise<Contact> {
  const [first] = recipientsOf(to);
  recipientsOf([...cc, ...bcc]);
  if (!first) throw new ApiProblem(422, 'no-recipient');
  return { email: first.email, name: await store.dossiers.nameOf(first.email) };
}

async function saveDraft(
  { store, maker }: Pick<OutboundDependencies, 'store' | 'maker'>,
  user: Caller,
  id: string,
  body: Input,
): Promise<void> {
  const { to, cc, bcc, subject } = body;
  const kept = await keptDraft({ store, maker }, user, body);
  await store.drafts.save(id, 0, user._id, { to, cc, bcc, subject, ...kept });
  await store.hold(kept.attachments.map(({ sha256 }) => sha256));
}

interface Beginning {
  readonly id: string;
  readonly user: Caller;
  readonly queue: QueueDocument;
  readonly mailbox: MailboxDocument;
  readonly contact: Contact;
  readonly body: Input;
}

/** Opens it once; asked again, it says how it stands. */
async function open(store: Store, engine: DossierEngine, beginning: Beginning) {
  const { id, user, queue, mailbox, contact, body } = beginning;
  const [definition, agent] = await Promise.all([store.definitions.get(queue.definition), store.agents.get(user._id)]);
  if (!definition) throw new ApiProblem(422, 'queue-closed');
  const opening = {
    number: await store.numbers.take(1),
    subject: body.subject,
    contact,
    queue: queue._id,
    routing: queue.routing,
    mailbox: mailbox._id,
    timers: await store.timerSettings.get(definition.id),
    previous: null,
  };
  const actor = { kind: 'user', id: user._id } as const;
  return engine.open({ dossierId: id, definition }, { opening, actor, presence: stateOf(agent, user.role) });
}
