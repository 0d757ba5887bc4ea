/** « Tester la connexion », for administrators: asked for here, made by a worker, followed step by step. */
import { randomUUID } from 'node:crypto';
import { stepsFor } from '../../domain/post/connection-steps.ts';
import { withTag } from '../../domain/post/recipients.ts';
import type { ConnectionTest as StoredTest } from '../../store/mailboxes/connection-tests.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { ConnectionTest, ConnectionTestStarted, MailboxInput } from '../schemas.ts';
import { stepWords } from '../words/connection-test-texts.ts';
import type { Language } from '../words/text.ts';
import { settle } from './mailbox-settings.ts';
import { type MailboxDependencies, reach } from './mailboxes.ts';

const access = 'configuration.edit';
const asked = { access, body: MailboxInput, reply: ConnectionTestStarted } as const;

export function connectionTestRoutes(deps: MailboxDependencies): Route[] {
  const { store } = deps;
  return [
    route({
      ...{ method: 'post', path: '/api/mailboxes/test', ...asked },
      status: 202,
      summary: 'Test the connection of a mailbox that is not there yet (202)',
      async handle({ body }) {
        return { test: await start(deps, body, null) };
      },
    }),
    route({
      ...{ method: 'post', path: '/api/mailboxes/:id/test', ...asked },
      status: 202,
      summary: 'Test the connection of a mailbox by these settings, before they are kept (202)',
      async handle({ params, body }) {
        const known = await reach(store, params.id);
        return { test: await start(deps, body, known) };
      },
    }),
    route({
      ...{ method: 'get', path: '/api/mailboxes/tests/:id', access, reply: ConnectionTest },
      summary: 'How far a test of a connection is, in words. Kept for an hour',
      async handle({ params, user }) {
        const test = await store.connectionTests.get(params.id ?? '');
        if (!test) throw new ApiProblem(404, 'not-found');
        return present(test, user.preferences.language);
      },
    }),
  ];
}

/** Gives the id of the test. What is wrong with the settings themselves is refused as it would be when keeping them. */
async function start(deps: MailboxDependencies, body: MailboxInput, known: MailboxDocument | null): Promise<string> {
  const { store, engine } = deps;
  const { settings, oauth, given } = await settle(deps, body, known);
  const { address, folder, imap, smtp, afterwards, outboundOnly, subaddressing } = settings;
  const _id = randomUUID();
  await store.connectionTests.create({
    ...{ _id, address, folder, smtp, given },
    letterTo: subaddressing ? withTag(address, 'test') : address,
    imap: outboundOnly ? null : imap,
    otherFolders: typeof afterwards === 'string' ? [] : [afterwards.move],
    // Tokens that are kept are used where they are kept: they rotate.
    tokensOf: oauth !== null && given === null ? (known?._id ?? null) : null,
    oauth: given === null ? null : (oauth as StoredTest['oauth']),
    messageId: `<connection-test.${_id}@${address.split('@')[1]}>`,
  });
  await engine.testConnection(_id);
  return _id;
}

function present({ _id, status, imap, steps }: StoredTest, language: Language): ConnectionTest {
  const ended = new Map(steps.map((step) => [step.step, step]));
  const next = stepsFor(imap !== null).find((step) => !ended.has(step));
  return {
    ...{ id: _id, status },
    steps: stepsFor(imap !== null).map((step) => {
      const done = ended.get(step);
      if (done) return { step, status: done.status, ms: done.ms, ...stepWords(done, language) };
      const isRunning = step === next && status === 'running';
      return { step, status: isRunning ? 'running' : 'pending', ms: 0, detail: '', hint: null };
    }),
  };
}
