/** What is set for all e-mail: subjects (C2), the size of what is attached (G12), whose word on a sender counts. */
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { EmailSettings } from '../schemas.ts';

export function settingsRoutes(store: Store): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/settings/email',
      summary: 'What is set for all e-mail',
      access: 'dossier.read',
      reply: EmailSettings,
      handle: () => kept(store),
    }),
    route({
      method: 'put',
      path: '/api/settings/email',
      summary: 'Set all e-mail. It holds for what is sent and received from now on.',
      access: 'configuration.edit',
      body: EmailSettings,
      reply: EmailSettings,
      async handle({ body }) {
        if (body.numberInSubject && body.agentsEditSubject) throw new ApiProblem(422, 'subject-both');
        await store.settings.setEmail(body);
        return kept(store);
      },
    }),
  ];
}

async function kept(store: Store): Promise<EmailSettings> {
  const { authenticationServers, ...rest } = await store.settings.email();
  return { ...rest, authenticationServers: [...authenticationServers] };
}
