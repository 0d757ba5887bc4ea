/** Dossiers: the lists of the desks, one dossier, its letters, its timeline. */
import { Type } from '@sinclair/typebox';
import { availability } from '../domain/decide.ts';
import { type Definition, stateOf } from '../domain/definition.ts';
import { replyRecipients } from '../domain/recipients.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { MailboxDocument } from '../store/mailboxes.ts';
import type { MessageDocument } from '../store/messages.ts';
import type { QueueDocument } from '../store/queues.ts';
import type { Store } from '../store/store.ts';
import { reachDossier, visibleQueues } from './access.ts';
import { correspondentsOf } from './command-context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { instant, presentDraft, presentEvent, presentMessage, presentRow } from './present.ts';
import { ApiProblem } from './problem.ts';
import { problemText } from './problem-texts.ts';
import { type Caller, type Route, route } from './route.ts';
import { Desk, DossierDetail, DossierRow, Id, Message, TimelineEvent } from './schemas.ts';

const ListQuery = Type.Object(
  {
    desk: Type.Optional(Desk),
    queue: Type.Optional(Id),
    state: Type.Optional(Id),
    assignee: Type.Optional(Type.Unsafe<string>({ ...Id, description: 'A user, `me`, or `none`' })),
    order: Type.Unsafe<'recent' | 'oldest'>({ type: 'string', enum: ['recent', 'oldest'], default: 'recent' }),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);
const Page = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object(
    { items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) },
    { additionalProperties: false },
  );
const Items = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({ items: Type.Array(item) }, { additionalProperties: false });

export function dossierRoutes(store: Store): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/dossiers',
      summary: 'A page of a desk, by when the dossiers last changed',
      access: 'dossier.read',
      query: ListQuery,
      reply: Page(DossierRow),
      async handle({ query: { cursor, queue, desk, state, assignee, order, limit }, user }) {
        const visible = visibleQueues(user);
        const queues = queue === undefined ? visible : visible?.includes(queue) === false ? [] : [queue];
        const after = cursor === undefined ? undefined : decodeCursor(cursor);
        const documents = await store.dossiers.list({
          ...(desk ? { desk } : {}),
          ...(state ? { state } : {}),
          ...(assignee ? { assignee: assignee === 'me' ? user._id : assignee } : {}),
          ...(queues ? { queues } : {}),
          ...(after ? { after: { updatedAt: after.at, id: after.id } } : {}),
          order,
          limit: limit + 1,
        });
        const items = documents.slice(0, limit);
        const last = documents.length > limit ? items.at(-1) : undefined;
        return { items: items.map(presentRow), next: last ? encodeCursor(last.updatedAt, last._id) : null };
      },
    }),
    route({
      method: 'get',
      path: '/api/dossiers/:id',
      summary: 'One dossier, with its draft and the commands open to the caller now',
      access: 'dossier.read',
      reply: DossierDetail,
      handle: async ({ params, user }) => detail(store, await reachDossier(store, user, params.id), user),
    }),
    route({
      method: 'get',
      path: '/api/dossiers/:id/messages',
      summary: 'Its letters, oldest first, safe to display',
      access: 'dossier.read',
      reply: Items(Message),
      async handle({ params, user }) {
        const { _id } = await reachDossier(store, user, params.id);
        return { items: (await store.messages.ofDossier(_id)).map(presentMessage) };
      },
    }),
    route({
      method: 'get',
      path: '/api/dossiers/:id/timeline',
      summary: 'Everything that happened to it, chained by hash',
      access: 'dossier.read',
      reply: Items(TimelineEvent),
      async handle({ params, user }) {
        const { _id } = await reachDossier(store, user, params.id);
        return { items: (await store.timeline.read(_id)).map(presentEvent) };
      },
    }),
  ];
}

async function detail(store: Store, dossier: DossierDocument, user: Caller): Promise<DossierDetail> {
  const [definition, queue, mailbox, draft, latest] = await Promise.all([
    store.definitions.get(dossier.definition),
    store.queues.get(dossier.queue),
    store.mailboxes.get(dossier.mailbox),
    store.drafts.get(dossier._id),
    store.messages.latestReceived(dossier._id),
  ]);
  if (!definition || !queue || !mailbox) throw new ApiProblem(404, 'not-found');
  const commands = commandsOf(dossier, definition, queue, user);
  return {
    ...presentRow(dossier),
    draft: draft && presentDraft(draft),
    timers: timersOf(dossier, definition),
    outgoing: dossier.outgoing.map(({ message, by, phase, nextAt, attempts }) => ({
      message,
      by,
      phase,
      nextAt: instant(nextAt),
      attempts,
    })),
    ...commands,
    canEditRecipient: user.rights.includes('recipient.edit'),
    reply: replyStart(dossier, mailbox, latest),
    previous: dossier.previous,
    openedAt: instant(dossier.openedAt),
    now: instant(Date.now()),
  };
}

function timersOf({ deadlines }: DossierDocument, definition: Definition): DossierDetail['timers'] {
  return deadlines.flatMap(({ timer, at }) => {
    const known = definition.timers.find((t) => t.id === timer);
    return known ? [{ timer, label: known.label, at: instant(at) }] : [];
  });
}

function commandsOf(
  document: DossierDocument,
  definition: Definition,
  queue: QueueDocument,
  user: Caller,
): Pick<DossierDetail, 'allowed' | 'refused'> {
  const { language } = user.preferences;
  const dossier = { ...document, id: document._id, received: [] };
  const context = { actor: { kind: 'user', id: user._id }, rights: user.rights, queue, correspondents: [] } as const;
  const commands = availability(dossier, definition, context);
  return {
    allowed: commands.filter((c) => !c.refusal).map((c) => c.type),
    refused: commands.flatMap(({ type, refusal }) => {
      if (!refusal) return [];
      const { code, ...facts } = refusal;
      const state = stateOf(definition, document.state).label[language];
      return [{ type, code, detail: problemText(code, language, { ...stringValues(facts), state }).detail }];
    }),
  };
}

function stringValues(facts: object): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, String(value)]));
}

/** A2: To is prefilled with the sender of the letter answered, or with the contact. */
function replyStart(
  dossier: DossierDocument,
  mailbox: MailboxDocument,
  latest: MessageDocument | null,
): DossierDetail['reply'] {
  const to = latest
    ? replyRecipients({ message: latest, own: [mailbox.address], mode: 'reply' }).to.map((a) => a.email)
    : [dossier.contact.email];
  const subject = /^re\s*:/i.test(dossier.subject) ? dossier.subject : `Re: ${dossier.subject}`;
  return {
    to: to.length ? to : correspondentsOf(dossier, null).slice(0, 1),
    cc: [],
    subject: subject.slice(0, 1024),
    inReplyTo: latest?._id ?? null,
    from: mailbox.address,
  };
}
