/** Texts that agents begin an answer from (W8): listed, written, and filled in for a dossier. */
import { Type } from '@sinclair/typebox';
import { fillTags, unknownTags } from '../../domain/post/tags.ts';
import type { HtmlMaker } from '../../mail/html/html-maker.ts';
import { tagValues } from '../../services/clock/tag-values.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { Store } from '../../store/store.ts';
import { reachDossier } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Caller, idOf, type Route, route } from '../http/route.ts';
import { Items, strict } from '../schemas/forms.ts';
import { Template, TemplateInput } from '../schemas.ts';

export function templateRoutes(store: Store, maker: HtmlMaker): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/templates',
      summary: 'The texts that an answer may begin from',
      access: 'dossier.handle',
      reply: Items(Template),
      handle: async () => ({
        items: (await store.templates.list()).map(({ _id, name, html }) => ({ id: _id, name, html })),
      }),
    }),
    route({
      method: 'put',
      path: '/api/templates/:id',
      summary: 'Write a template, new or changed',
      access: 'configuration.edit',
      body: TemplateInput,
      reply: Template,
      async handle({ params, body }) {
        const id = idOf(params);
        const [unknown] = unknownTags(body.html);
        if (unknown !== undefined) throw new ApiProblem(422, 'unknown-tag', { values: { name: unknown } });
        const { html } = await maker.clean(body.html, 'nowhere');
        const template = { name: body.name, html };
        await store.templates.upsert({ _id: id, ...template });
        return { id, ...template };
      },
    }),
    route({
      method: 'delete',
      path: '/api/templates/:id',
      summary: 'Remove a template. What was begun from it stays.',
      access: 'configuration.edit',
      async handle({ params }) {
        if (!(await store.templates.remove(params.id ?? ''))) throw new ApiProblem(404, 'not-found');
        return undefined;
      },
    }),
    route({
      method: 'get',
      path: '/api/dossiers/:id/templates/:template',
      summary: 'A template with its tags filled in for the dossier, the caller and now',
      access: 'dossier.handle',
      reply: Type.Object({ html: Type.String() }, strict),
      async handle({ params, user }) {
        const dossier = await reachDossier(store, user, params.id);
        const template = await store.templates.get(params.template ?? '');
        if (!template) throw new ApiProblem(404, 'not-found');
        return { html: await filled(store, user, dossier, template.html) };
      },
    }),
  ];
}

/** The company and the language of the dates are those of the queue's automatic replies, where it has any. */
async function filled(store: Store, user: Caller, dossier: DossierDocument, html: string): Promise<string> {
  const [queue, replies] = await Promise.all([
    store.queues.get(dossier.queue),
    store.automaticReplies.get(dossier.queue),
  ]);
  if (!queue) throw new ApiProblem(404, 'not-found');
  const settings = { language: replies?.language ?? user.preferences.language, company: replies?.company ?? '' };
  const { contact, number } = dossier;
  return fillTags(html, tagValues({ queue, settings, contact, agent: user, number, at: Date.now() }));
}
