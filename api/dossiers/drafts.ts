/** The draft of a dossier: saved at once, seen by every colleague (A6). It moves nothing, so it goes straight to the store. */
import type { HtmlMaker } from '../../mail/html/html-maker.ts';
import { showDraft } from '../../store/dossiers/draft-flag.ts';
import type { Store } from '../../store/store.ts';
import { reachDossier } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { Draft, DraftInput } from '../schemas.ts';
import { begunFrom } from './begun-from.ts';
import { presentDraft } from './present.ts';
import { keptDraft } from './reply-files.ts';

export function draftRoutes(store: Store, maker: HtmlMaker): Route[] {
  return [
    route({
      method: 'put',
      path: '/api/dossiers/:id/draft',
      summary: 'Save the draft, over the version it was written on',
      access: 'dossier.handle',
      body: DraftInput,
      bodyLimit: 20_000_000,
      reply: Draft,
      async handle({ params, user, body: { baseVersion, ...body } }) {
        const { _id } = await reachDossier(store, user, params.id);
        const [kept] = await Promise.all([
          keptDraft({ store, maker }, user, body),
          begunFrom(store, _id, body.template),
        ]);
        const saved = await store.drafts.save(_id, baseVersion, user._id, { ...body, ...kept });
        if (!saved) {
          const there = await store.drafts.get(_id);
          throw new ApiProblem(409, 'draft-conflict', { extras: there ? { draft: presentDraft(there) } : {} });
        }
        await store.hold(kept.attachments.map(({ sha256 }) => sha256));
        if (baseVersion === 0) await showDraft(store, _id);
        return presentDraft(saved);
      },
    }),
    route({
      method: 'delete',
      path: '/api/dossiers/:id/draft',
      summary: 'Discard the draft. This cannot be undone.',
      access: 'dossier.handle',
      async handle({ params, user }) {
        const { _id } = await reachDossier(store, user, params.id);
        await store.drafts.remove(_id);
        await showDraft(store, _id);
        return undefined;
      },
    }),
  ];
}
