/** An answer under validation, with all that a supervisor decides by (A7, O2, O3). */

import { correspondentsOf } from '../../domain/dossier/recipient-lock.ts';
import { type Definition, timersOf } from '../../domain/lifecycle/definition.ts';
import { normaliseAddress } from '../../domain/post/recipients.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';
import { reachDossier } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import { type Route, route } from '../http/route.ts';
import { Items } from '../schemas/forms.ts';
import { PolicyName, Validation, type ValidationFlag } from '../schemas.ts';
import { answeredIn } from './command-context.ts';
import type { LetterDisplays } from './displays.ts';
import { instant, presentMessage } from './present.ts';

export function validationRoutes(store: Store, displays: LetterDisplays): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/validations/policies',
      summary: 'The names of the policies that send answers to validation',
      access: 'dossier.validate',
      reply: Items(PolicyName),
      handle: async () => ({ items: (await store.policies.list()).map(({ _id, name }) => ({ id: _id, name })) }),
    }),
    route({
      method: 'get',
      path: '/api/dossiers/:id/validation',
      summary: 'The answer that waits for a supervisor: its versions, its policy, what is unusual about it',
      access: 'dossier.read',
      reply: Validation,
      handle: async ({ params, user }) => validationOf(store, displays, await reachDossier(store, user, params.id)),
    }),
  ];
}

async function validationOf(store: Store, displays: LetterDisplays, dossier: DossierDocument): Promise<Validation> {
  const { validation } = dossier;
  const answer = validation && (await store.messages.get(validation.message));
  if (!answer) throw new ApiProblem(404, 'not-in-validation');
  const [previous, policies, letters, definition, answered, thread] = await Promise.all([
    validation.previous === undefined ? null : store.messages.get(validation.previous),
    store.policies.list(),
    store.messages.getAll(validation.letters),
    store.definitions.get(dossier.definition),
    answer.inReplyTo === null ? null : store.messages.get(answer.inReplyTo),
    store.messages.ofDossier(dossier._id),
  ]);
  const policy = policies.find(({ _id }) => _id === validation.policy);
  const before = thread.filter(({ _id }) => _id !== answer._id);
  const came = letters.toSorted((a, b) => a.date.getTime() - b.date.getTime());
  const shown = await displays.of([answer, ...(previous ? [previous] : []), ...letters]);
  const present = (message: MessageDocument) => presentMessage(message, shown.get(message._id));
  return {
    answer: present(answer),
    previous: previous && present(previous),
    author: validation.author,
    policy: policy ? { id: policy._id, name: policy.name } : null,
    letters: came.map(present),
    dueAt: definition && dueAt(dossier, definition),
    flags: [
      ...changedRecipients(dossier, answer, answered),
      ...(await externalRecipients(store, dossier, answer, before)),
      ...newAttachments(answer, previous ? [...before, previous] : before),
    ],
  };
}

/** When it will have waited too long; null: it has, or nothing counts. */
function dueAt({ deadlines, timers }: DossierDocument, definition: Definition): string | null {
  const acting = timersOf(definition, timers).filter((t) => t.transition !== undefined);
  const ends = deadlines.filter(({ timer }) => acting.some(({ id }) => id === timer)).map(({ at }) => at);
  return ends.length === 0 ? null : instant(Math.min(...ends));
}

/** A2: whom a reply would not go to by itself. A dossier that we begin goes to whom its author says. */
function changedRecipients(
  dossier: DossierDocument,
  { to }: MessageDocument,
  answered: MessageDocument | null,
): ValidationFlag[] {
  const correspondents = correspondentsOf(dossier, answered && answeredIn(answered));
  if (correspondents === null) return [];
  const usual = new Set(correspondents.map(normaliseAddress));
  const changed = to.map(({ email }) => email).filter((email) => !usual.has(normaliseAddress(email)));
  return changed.map((value) => ({ kind: 'changed-recipient', value }));
}

/** Whoever gets it that is neither of the conversation nor of ours. */
async function externalRecipients(
  store: Store,
  dossier: DossierDocument,
  { to, cc, bcc }: MessageDocument,
  before: readonly MessageDocument[],
): Promise<ValidationFlag[]> {
  const [mailboxes, users] = await Promise.all([store.mailboxes.list(), store.users.list()]);
  const inConversation = before.flatMap((m) => [m.from, ...m.replyTo, ...m.to, ...m.cc, ...m.bcc]).map((a) => a.email);
  const ours = [...mailboxes.map((m) => m.address), ...users.map((u) => u.email)];
  const known = new Set([dossier.contact.email, ...inConversation, ...ours].map(normaliseAddress));
  const external = [...to, ...cc, ...bcc]
    .map(({ email }) => email)
    .filter((email) => !known.has(normaliseAddress(email)));
  return external.map((value) => ({ kind: 'external-recipient', value }));
}

/** Files that nobody in the dossier has seen yet. */
function newAttachments({ attachments }: MessageDocument, before: readonly MessageDocument[]): ValidationFlag[] {
  const known = new Set(before.flatMap((m) => m.attachments.map((a) => a.sha256)));
  return attachments.filter((a) => !known.has(a.sha256)).map(({ name }) => ({ kind: 'new-attachment', value: name }));
}
