/** What administrators do with a letter set aside: have it read again, attach it by hand, ignore it and its like (O5). */
import type { QuarantineRequest } from '../../contract/workflows.ts';
import { headLines, senderIn } from '../../domain/post/letter-head.ts';
import { type Engine, MailboxAway } from '../../services/engine/engine.ts';
import { isAside } from '../../store/letters/ledger.ts';
import type { Store } from '../../store/store.ts';
import { instant } from '../dossiers/present.ts';
import { reachDossier } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Caller, type Route, route } from '../http/route.ts';
import { Items } from '../schemas/forms.ts';
import { AttachInput, IgnoreInput, IgnoreRule, QuarantineResult } from '../schemas.ts';
import { reasonText } from '../words/ledger-reasons.ts';
import { aside, by, headOf } from './quarantine.ts';

interface QuarantineDependencies {
  readonly store: Store;
  readonly engine: Engine;
}

export function quarantineHandlingRoutes(deps: QuarantineDependencies): Route[] {
  return [...takingRoutes(deps), ...ignoringRoutes(deps.store)];
}

function takingRoutes(deps: QuarantineDependencies): Route[] {
  const { store } = deps;
  return [
    route({
      method: 'post',
      path: '/api/quarantine/:id/reprocess',
      summary: 'Read it again with today’s parser: it goes where it belongs, or stays, and the answer says which',
      access: 'configuration.edit',
      reply: QuarantineResult,
      async handle({ params, user }) {
        const row = await aside(store, params.id);
        await store.ledger.note(row._id, by(user, 'reprocessed'));
        return takeAgain(deps, { ledger: row._id, dossier: null, by: user._id }, user);
      },
    }),
    route({
      method: 'post',
      path: '/api/quarantine/:id/attach',
      summary: 'Put it in the dossier of that number, whatever can be read of it',
      access: 'configuration.edit',
      body: AttachInput,
      reply: QuarantineResult,
      async handle({ params, user, body }) {
        const row = await aside(store, params.id);
        const found = await store.dossiers.model.findOne({ number: body.number }, { _id: 1 }).lean();
        const dossier = await reachDossier(store, user, found?._id);
        await store.ledger.note(row._id, by(user, 'attached'));
        return takeAgain(deps, { ledger: row._id, dossier: dossier._id, by: user._id }, user);
      },
    }),
  ];
}

function ignoringRoutes(store: Store): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/quarantine/:id/ignore',
      summary: 'Leave it aside for good; by a rule where its sender is named. Its bytes are kept',
      access: 'configuration.edit',
      body: IgnoreInput,
      reply: QuarantineResult,
      async handle({ params, user, body }) {
        const row = await aside(store, params.id);
        const sender = body.sender ? senderIn(headLines(await headOf(store, row))) : null;
        if (body.sender && sender === null) throw new ApiProblem(422, 'no-sender');
        if (sender !== null) await store.ignoreRules.set({ _id: sender, by: user._id, at: new Date() });
        await store.ledger.note(row._id, by(user, 'ignored'));
        const code = sender === null ? 'ignored-by-hand' : 'ignored-by-rule';
        await store.ledger.settle({ ...row, fate: 'ignored', reason: { code, detail: sender ?? '' } });
        return outcomeOf(store, row._id, user);
      },
    }),
    route({
      method: 'get',
      path: '/api/ignore-rules',
      summary: 'Whose letters are ignored where they cannot be read',
      access: 'ledger.read',
      reply: Items(IgnoreRule),
      handle: async () => ({
        items: (await store.ignoreRules.list()).map((rule) => ({
          sender: rule._id,
          by: rule.by,
          at: instant(rule.at),
        })),
      }),
    }),
    route({
      method: 'delete',
      path: '/api/ignore-rules/:sender',
      summary: 'End that rule; letters it ignored stay where they are',
      access: 'configuration.edit',
      async handle({ params }) {
        if (!(await store.ignoreRules.remove(params.sender ?? ''))) throw new ApiProblem(404, 'not-found');
        return undefined;
      },
    }),
  ];
}

/** A worker reads it, as the watcher would; asked twice, it is done once. */
async function takeAgain(
  { store, engine }: QuarantineDependencies,
  request: QuarantineRequest,
  user: Caller,
): Promise<QuarantineResult> {
  await engine.handleQuarantined(request).catch((error: unknown) => {
    throw error instanceof MailboxAway ? new ApiProblem(503, 'mailbox-away') : error;
  });
  return outcomeOf(store, request.ledger, user);
}

async function outcomeOf(store: Store, id: string, user: Caller): Promise<QuarantineResult> {
  const row = await store.ledger.get(id);
  if (!row) throw new ApiProblem(404, 'not-found');
  const { fate, dossier, reason, quarantine } = row;
  const error = isAside(row) ? (quarantine?.error ?? null) : null;
  return { fate, dossier, reason: reasonText(reason, user.preferences.language), error };
}
