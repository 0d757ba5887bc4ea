/** Commands: the one way to move a dossier. Each goes to its workflow as an Update, once, however often it is sent. */

import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { AgentCommand, Refusal, ReplyRef } from '../domain/commands.ts';
import { stateOf } from '../domain/definition.ts';
import { answerDigest } from '../store/answer-digest.ts';
import { sha256 } from '../store/blobs.ts';
import type { DossierDocument } from '../store/dossiers.ts';
import type { Store } from '../store/store.ts';
import { commandUpdate, dossierWorkflowId, REFUSED, type CommandResult as Result } from '../workflows/contract.ts';
import { reachDossier } from './access.ts';
import { commandContext, transferTarget } from './command-context.ts';
import { presentEvent } from './present.ts';
import { ApiProblem } from './problem.ts';
import { answeredMessage, replyMessage } from './reply-message.ts';
import { type Caller, type Route, route } from './route.ts';
import { CommandInput, CommandResult, type CommandInput as Input, type MessageInput } from './schemas.ts';

/** Without a worker an update waits for ever; the caller is told, and may ask again with the same key. */
const ANSWER_WITHIN_MS = 20_000;
const KEY = /^[\x21-\x7e]{8,200}$/;

export function commandRoutes(store: Store, temporal: Client): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/dossiers/:id/commands',
      summary: 'Do something to a dossier. An Idempotency-Key header is required; the same key does it once.',
      access: 'dossier.handle',
      body: CommandInput,
      bodyLimit: 20_000_000,
      reply: CommandResult,
      async handle({ params, user, body, request }) {
        const key = request.get('Idempotency-Key') ?? '';
        if (!KEY.test(key)) throw new ApiProblem(400, 'key-required');
        const dossier = await reachDossier(store, user, params.id);
        // Keys are the caller's own: another's same key is another request.
        const commandId = sha256(`${user._id} ${dossier._id} ${key}`).slice(0, 32);
        return perform(store, temporal, user, dossier, body, commandId);
      },
    }),
  ];
}

async function perform(
  store: Store,
  temporal: Client,
  user: Caller,
  dossier: DossierDocument,
  input: Input,
  commandId: string,
): Promise<Result> {
  const [answered, queue] = await Promise.all([
    'message' in input ? answeredMessage(store, dossier._id, input.message) : null,
    store.queues.get(dossier.queue),
  ]);
  if (!queue) throw new ApiProblem(404, 'not-found');
  const [context, command] = await Promise.all([
    commandContext(store, user, queue, dossier, input, answered),
    stage(store, user, dossier, input, commandId, answered),
  ]);
  try {
    const handle = temporal.workflow.getHandle(dossierWorkflowId(dossier._id));
    const update = () => handle.executeUpdate(commandUpdate, { updateId: commandId, args: [{ command, context }] });
    return await temporal.withDeadline(Date.now() + ANSWER_WITHIN_MS, update);
  } catch (error) {
    const refusal = refusalIn(error, dossier);
    if (!refusal) throw error;
    if ('message' in command) await store.messages.unstage(command.message.id);
    throw await problemOf(store, dossier, user, refusal, input.expectedVersion);
  }
}

/** A reply's text goes to the store, a transfer's target comes from it; the workflow is given what its rules need. */
async function stage(
  store: Store,
  user: Caller,
  dossier: DossierDocument,
  input: Input,
  commandId: string,
  answered: Parameters<typeof replyMessage>[5],
): Promise<AgentCommand> {
  switch (input.type) {
    case 'transfer': {
      const { to, ...rest } = input;
      return { ...rest, target: await transferTarget(store, dossier.queue, to) };
    }
    case 'setOutcome': {
      const { disposition = null, notes = '', tags = [] } = input;
      return { ...input, disposition, notes, tags };
    }
    case 'moreTime':
      return { ...input, days: input.days ?? null };
    case 'submitForValidation':
      return { ...input, outcome: input.outcome ?? 'close', message: await frozen(input.message) };
    case 'amendAndApprove':
      return { ...input, acknowledged: input.acknowledged ?? null, message: await frozen(input.message) };
    case 'approve':
      return { ...input, acknowledged: input.acknowledged ?? null };
    case 'replyKeepOpen':
    case 'replyAndWait':
    case 'replyAndClose':
      return { ...input, message: await frozen(input.message) };
    default:
      return input;
  }

  async function frozen(given: MessageInput): Promise<ReplyRef> {
    const message = await replyMessage(store, user, dossier, given, commandId, answered);
    await store.messages.stage(message);
    const emails = (list: typeof message.to) => list.map((a) => a.email);
    const { to, cc, bcc } = message;
    return { id: commandId, to: emails(to), cc: emails(cc), bcc: emails(bcc), digest: answerDigest(message) };
  }
}

function refusalIn(error: unknown, dossier: DossierDocument): Refusal | null {
  if (error instanceof WorkflowNotFoundError) return { code: 'not-in-this-state', state: dossier.state };
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  return cause instanceof ApplicationFailure && cause.type === REFUSED ? (cause.details?.[0] as Refusal) : null;
}

async function problemOf(
  store: Store,
  { _id, definition }: DossierDocument,
  user: Caller,
  refusal: Refusal,
  expectedVersion = 0,
): Promise<ApiProblem> {
  switch (refusal.code) {
    case 'stale': {
      const changes = (await store.timeline.read(_id, expectedVersion + 1)).map(presentEvent);
      const extras = { version: refusal.version, changes: changes.map(({ seq, at, type }) => ({ seq, at, type })) };
      return new ApiProblem(409, 'stale', { extras });
    }
    case 'not-in-this-state': {
      const known = await store.definitions.get(definition);
      const label = known ? stateOf(known, refusal.state).label[user.preferences.language] : refusal.state;
      return new ApiProblem(422, refusal.code, { values: { state: label } });
    }
    case 'forbidden':
      return new ApiProblem(403, refusal.code, { values: { right: refusal.right } });
    case 'offered-to-another':
    case 'assigned-to-another': {
      const agent = (await store.users.get(refusal.agent))?.name ?? refusal.agent;
      return new ApiProblem(422, refusal.code, { values: { agent } });
    }
    case 'recipient-locked':
      return new ApiProblem(403, refusal.code, { values: { address: refusal.address } });
    default:
      return new ApiProblem(422, refusal.code);
  }
}
