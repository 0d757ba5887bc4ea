/** What the rules need to know of the world when a command arrives. */
import type { CommandContext, QueueRules, TransferTarget } from '../../domain/dossier/commands.ts';
import { policyFor } from '../../domain/dossier/policy.ts';
import type { Answered } from '../../domain/dossier/recipient-lock.ts';
import { seesQueue } from '../../domain/rights.ts';
import { sha256 } from '../../store/base/blobs.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { QueueDocument } from '../../store/settings/queues.ts';
import type { Store } from '../../store/store.ts';
import type { Caller } from '../http/route.ts';
import type { CommandInput, TransferTo } from '../schemas.ts';
import { begunFrom, templatesLike, type Written } from './begun-from.ts';

/** The context of one command of that caller on that dossier. `answered`: the letter it replies to, if it does. */
export async function commandContext(
  store: Store,
  user: Caller,
  queue: QueueDocument,
  dossier: DossierDocument,
  input: CommandInput,
  answered: MessageDocument | null,
): Promise<CommandContext> {
  const [rules, policy, assignable] = await Promise.all([
    queueRules(store, queue),
    policyFacing(store, user, dossier, input),
    input.type === 'assign' ? mayHave(store, input.to, dossier.queue) : false,
  ]);
  return {
    actor: { kind: 'user', id: user._id },
    rights: user.rights,
    queue: rules,
    answered: answered && answeredIn(answered),
    policy,
    assignable,
  };
}

/** What a queue's settings say to the rules. */
export async function queueRules(store: Store, queue: QueueDocument): Promise<QueueRules> {
  const { _id: id, routing, transfers, outcomeRequired, wrapUps } = queue;
  const skill = queue.skill === null ? null : await store.skills.get(queue.skill);
  const dispositions = skill?.dispositions.map((d) => d.id) ?? [];
  return { id, routing, transfers, outcomeRequired, wrapUps, dispositions };
}

/** A letter as the lock on To knows it (A2). */
export function answeredIn({ _id: letter, direction, status, ...on }: MessageDocument): Answered {
  const writers = direction === 'inbound' ? [on.from, ...on.replyTo] : [];
  const people = [...writers, ...on.to, ...on.cc].map(({ email }) => email);
  return { letter, people, stands: status === 'received' || status === 'sent' };
}

/** Where a transfer out of the queue `from` would go, as the store knows it now (W10, N10). */
export async function transferTarget(store: Store, from: string, { kind, id }: TransferTo): Promise<TransferTarget> {
  switch (kind) {
    case 'queue': {
      const queue = await store.queues.get(id);
      const { mailbox = '', routing = 'pull' } = queue ?? {};
      return { kind, id, mailbox, routing, open: queue?.status === 'open' };
    }
    case 'skill':
      return { kind, id, known: (await store.skills.get(id)) !== null };
    case 'team':
      return { kind, id, known: (await store.teams.get(id)) !== null };
    case 'agent':
      return { kind, id, member: await mayHave(store, id, from) };
  }
}

/** Whether that person works with the dossiers of that queue. */
export async function mayHave(store: Store, userId: string, queue: string): Promise<boolean> {
  const user = await store.users.get(userId);
  return user !== null && seesQueue(user, queue);
}

/** O3: what an answer is begun from is what it says it is, what its draft was begun from, and what its words say. */
async function policyFacing(
  store: Store,
  user: Caller,
  dossier: DossierDocument,
  input: CommandInput,
): Promise<string | null> {
  if (input.type === 'forward') return policyOf(store, user, dossier, null);
  if (!('message' in input) || input.type === 'amendAndApprove') return null;
  return policyOf(store, user, dossier, input.message);
}

/** O3: the policy that what this caller sends from the dossier falls under; null: none does. What is handed on has no text of theirs. */
export async function policyOf(
  store: Store,
  user: Caller,
  dossier: DossierDocument,
  written: Written | null,
): Promise<string | null> {
  const policies = (await store.policies.list()).map(({ _id, ...policy }) => ({ id: _id, ...policy }));
  const draw = (policy: string) => drawFor(policy, user._id, dossier);
  const templates = written
    ? [
        ...(await begunFrom(store, dossier._id, written.template)),
        ...(await templatesLike(store, policies, written.html)),
      ]
    : [];
  return policyFor(policies, { agent: user._id, queue: dossier.queue, templates, draw });
}

/** 0–1. It depends on the dossier's last letter, not on the try: asking again does not draw again. */
export function drawFor(
  policy: string,
  agent: string,
  { _id, lastReceivedAt }: Pick<DossierDocument, '_id' | 'lastReceivedAt'>,
): number {
  const digest = sha256(`${policy} ${agent} ${_id} ${lastReceivedAt ?? 0}`);
  return Number.parseInt(digest.slice(0, 8), 16) / 0x1_0000_0000;
}
