/** Dossiers: the lists of the desks, one dossier, its letters, its timeline. */
import { Type } from '@sinclair/typebox';
import type { Refusal } from '../../domain/dossier/commands.ts';
import { availability, transferKinds } from '../../domain/dossier/decide.ts';
import type { Outgoing } from '../../domain/dossier/dossier.ts';
import { callables } from '../../domain/dossier/outcome.ts';
import { isUnheard } from '../../domain/dossier/recipient-lock.ts';
import { type Definition, timersOf as timersSetFor } from '../../domain/lifecycle/definition.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';
import { reachDossier, visibleQueues } from '../http/access.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Caller, type Route, route } from '../http/route.ts';
import { Items, Page } from '../schemas/forms.ts';
import { Desk, DossierDetail, DossierRow, Id, Message, TimelineEvent } from '../schemas.ts';
import { problemText } from '../words/problem-texts.ts';
import { factsOf } from '../words/refusals.ts';
import type { Language } from '../words/text.ts';
import { policyOf, queueRules } from './command-context.ts';
import type { LetterDisplays } from './displays.ts';
import { instant, presentDraft, presentEvent, presentMessage, presentRow } from './present.ts';
import { replyStart } from './reply-start.ts';

const ListQuery = Type.Object(
  {
    desk: Type.Optional(Desk),
    queue: Type.Optional(Id),
    state: Type.Optional(Id),
    assignee: Type.Optional(Type.Unsafe<string>({ ...Id, description: 'A user, `me`, or `none`' })),
    offeredTo: Type.Optional(
      Type.Unsafe<'me'>({ type: 'string', enum: ['me'], description: 'In front of the caller' }),
    ),
    alerted: Type.Optional(
      Type.Unsafe<true>({ type: 'boolean', enum: [true], description: 'With an alert that nobody dealt with' }),
    ),
    order: Type.Unsafe<'recent' | 'oldest'>({ type: 'string', enum: ['recent', 'oldest'], default: 'recent' }),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 300 })),
  },
  { additionalProperties: false },
);

const ReadInput = Type.Object(
  { letters: Type.Array(Id, { minItems: 1, maxItems: 1000 }) },
  { additionalProperties: false, title: 'ReadInput' },
);

export function dossierRoutes(store: Store, displays: LetterDisplays): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/dossiers',
      summary:
        'A page of a desk, by how long the contact has waited; where they do not, by how long it has stood there',
      access: 'dossier.read',
      query: ListQuery,
      reply: Page(DossierRow),
      async handle({ query: { cursor, queue, desk, state, assignee, offeredTo, alerted, order, limit }, user }) {
        const visible = visibleQueues(user);
        const queues = queue === undefined ? visible : visible?.includes(queue) === false ? [] : [queue];
        const after = cursor === undefined ? undefined : decodeCursor(cursor);
        const documents = await store.dossiers.list({
          ...(desk ? { desk } : {}),
          ...(state ? { state } : {}),
          ...(assignee ? { assignee: assignee === 'me' ? user._id : assignee } : {}),
          ...(offeredTo ? { offeredTo: user._id } : {}),
          ...(queues ? { queues } : {}),
          ...(alerted ? { alerted } : {}),
          ...(after ? { after } : {}),
          order,
          limit: limit + 1,
        });
        const items = documents.slice(0, limit);
        const last = documents.length > limit ? items.at(-1) : undefined;
        return { items: items.map(presentRow), next: last ? encodeCursor(last.ageSince, last._id) : null };
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
        const letters = await store.messages.ofDossier(_id);
        const shown = await displays.of(letters);
        return { items: letters.map((letter) => presentMessage(letter, shown.get(letter._id))) };
      },
    }),
    route({
      method: 'post',
      path: '/api/dossiers/:id/read',
      summary: 'The caller has seen these letters; news of others is kept for them',
      access: 'dossier.read',
      body: ReadInput,
      async handle({ params, body, user }) {
        const dossier = await reachDossier(store, user, params.id);
        const isAll = await store.messages.markRead(dossier._id, body.letters, user._id);
        if (isAll) await store.dossiers.setRead(dossier, user._id);
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
  const [definition, queue, draft, toAnswer, latest] = await Promise.all([
    store.definitions.get(dossier.definition),
    store.queues.get(dossier.queue),
    store.drafts.get(dossier._id),
    store.messages.latestToAnswer(dossier._id),
    store.messages.latestReceived(dossier._id),
  ]);
  if (!definition || !queue) throw new ApiProblem(404, 'not-found');
  const { outcome, refusedAnswer, lost } = dossier;
  return {
    ...presentRow(dossier),
    draft: draft && presentDraft(draft),
    timers: timersOf(dossier, definition),
    outgoing: dossier.outgoing.map(presentOutgoing),
    ...(await commandsOf(store, dossier, definition, queue, user)),
    canEditRecipient: user.rights.includes('recipient.edit') || isUnheard(dossier),
    reply: await replyStart(store, dossier, { toAnswer, latest }),
    outcomeSaid: outcome && { ...outcome, tags: [...outcome.tags], at: instant(outcome.at) },
    refusedAnswer: refusedAnswer && { ...refusedAnswer, at: instant(refusedAnswer.at) },
    lost: lost && { resource: lost.resource, name: lost.name },
    previous: dossier.previous,
    mergedInto: dossier.mergedInto ? { id: dossier.mergedInto.id, number: dossier.mergedInto.number } : null,
    now: instant(Date.now()),
  };
}

/** O8: what will happen, when, and what it comes of. */
function timersOf({ deadlines, timers }: DossierDocument, definition: Definition): DossierDetail['timers'] {
  const known = timersSetFor(definition, timers);
  return deadlines.flatMap(({ timer, since, at }) => {
    const found = known.find((t) => t.id === timer);
    if (!found) return [];
    const leadsTo = definition.transitions.find((t) => t.id === found.transition)?.label ?? null;
    return [{ timer, label: found.label, after: found.after, leadsTo, since: instant(since), at: instant(at) }];
  });
}

function presentOutgoing({ message, by, phase, nextAt, attempts }: Outgoing): DossierDetail['outgoing'][number] {
  return { message, by, phase, nextAt: instant(nextAt), attempts };
}

type Commands = Pick<
  DossierDetail,
  'allowed' | 'refused' | 'workflows' | 'transfers' | 'wrapUps' | 'dispositions' | 'outcomeRequired'
>;

async function commandsOf(
  store: Store,
  document: DossierDocument,
  definition: Definition,
  queue: QueueDocument,
  user: Caller,
): Promise<Commands> {
  const { language } = user.preferences;
  const dossier = { ...document, id: document._id, received: [] };
  const [rules, skill, policy] = await Promise.all([
    queueRules(store, queue),
    queue.skill === null ? null : store.skills.get(queue.skill),
    policyOf(store, user, document, null),
  ]);
  const actor = { kind: 'user', id: user._id } as const;
  // A policy leads replies to a supervisor, and closes what cannot go there (N9).
  const context = { actor, rights: user.rights, queue: rules, answered: null, policy, assignable: true };
  const commands = availability(dossier, definition, context);
  return {
    allowed: commands.filter((c) => !c.refusal).map((c) => c.type),
    refused: await Promise.all(
      commands.flatMap(({ type, refusal }) => (refusal ? [refusedIn(store, definition, type, refusal, language)] : [])),
    ),
    workflows: callables(definition, dossier).map(({ id, label }) => ({ id, label })),
    transfers: transferKinds(dossier, definition, context),
    wrapUps: [...queue.wrapUps],
    dispositions: skill?.dispositions.map((d) => ({ ...d })) ?? [],
    outcomeRequired: queue.outcomeRequired,
  };
}

async function refusedIn(
  store: Store,
  definition: Definition,
  type: string,
  refusal: Refusal,
  language: Language,
): Promise<DossierDetail['refused'][number]> {
  const { code } = refusal;
  const facts = await factsOf(store, definition, refusal, language);
  return { type, code, detail: problemText(code, language, facts).detail };
}
