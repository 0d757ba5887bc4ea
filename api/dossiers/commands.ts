/** Commands: the one way to move a dossier. Each goes to its workflow as an Update, once, however often it is sent. */

import { type Client, WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import {
  type CommandRequest,
  commandUpdate,
  dossierWorkflowId,
  REFUSED,
  type CommandResult as Result,
} from '../../contract/workflows.ts';
import type { AgentCommand, Refusal, ReplyRef } from '../../domain/dossier/commands.ts';
import type { VerifyAddress } from '../../mail/send/verify-address.ts';
import { answerDigest } from '../../services/sending/answer-digest.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';
import { reachDossier } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import { requestId } from '../http/request-key.ts';
import { type Caller, type Route, route } from '../http/route.ts';
import { CommandInput, CommandResult, type CommandInput as Input, type MessageInput } from '../schemas.ts';
import { factsOf } from '../words/refusals.ts';
import { verifyRecipients } from './addresses.ts';
import { takePlace } from './capacity.ts';
import { commandContext, transferTarget } from './command-context.ts';
import { beginAgain } from './ended-dossier.ts';
import { forwardMessage } from './forward-message.ts';
import { presentEvent } from './present.ts';
import { answeredMessage, replyMessage } from './reply-message.ts';
import type { Screening } from './screening.ts';
import { exchangeCommand } from './threading.ts';

/** Without a worker an update waits for ever; the caller is told, and may ask again with the same key. */
export const ANSWER_WITHIN_MS = 20_000;

export function commandRoutes(deps: CommandDependencies): Route[] {
  const { store } = deps;
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
        const commandId = requestId(request, user, params.id ?? '');
        const dossier = await reachDossier(store, user, params.id);
        return perform(deps, user, dossier, body, commandId);
      },
    }),
  ];
}

export interface CommandDependencies {
  readonly store: Store;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly verify: VerifyAddress;
  readonly screening: Screening;
}

async function perform(
  deps: CommandDependencies,
  user: Caller,
  dossier: DossierDocument,
  input: Input,
  commandId: string,
): Promise<Result> {
  const { store, temporal } = deps;
  const [answered, queue] = await Promise.all([
    'message' in input ? answeredMessage(store, dossier._id, input.message) : null,
    store.queues.get(dossier.queue),
  ]);
  if (!queue) throw new ApiProblem(404, 'not-found');
  const [context, command] = await Promise.all([
    commandContext(store, user, queue, dossier, input, answered),
    stage(deps, user, dossier, input, commandId, answered),
  ]);
  const giveBack = await takePlace(store, user, dossier, command);
  try {
    return await temporal.withDeadline(Date.now() + ANSWER_WITHIN_MS, () =>
      execute(deps, dossier, { command, context }, commandId),
    );
  } catch (error) {
    const refusal = refusalIn(error, dossier);
    if (!refusal) throw error;
    await giveBack();
    if ('message' in command) await store.messages.unstage(command.message.id);
    throw await problemOf(store, dossier, user, refusal, input.expectedVersion);
  }
}

/** What ended is begun again for nothing but what may be asked at any time (N20). */
async function execute(
  { store, temporal, taskQueue }: CommandDependencies,
  dossier: DossierDocument,
  request: CommandRequest,
  updateId: string,
): Promise<Result> {
  const update: { readonly updateId: string; readonly args: [CommandRequest] } = { updateId, args: [request] };
  const { command, context } = request;
  if (dossier.desk !== null || command.type !== 'redact' || !context.rights.includes('message.redact'))
    return temporal.workflow.getHandle(dossierWorkflowId(dossier._id)).executeUpdate(commandUpdate, update);
  const startWorkflowOperation = await beginAgain(store, taskQueue, dossier._id);
  return temporal.workflow.executeUpdateWithStart(commandUpdate, { ...update, startWorkflowOperation });
}

/** A reply's text goes to the store, a transfer's target comes from it; the workflow is given what its rules need. */
async function stage(
  { store, verify, screening }: CommandDependencies,
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
    case 'forward': {
      const { to: _, ...rest } = input;
      return {
        ...rest,
        message: await kept(await forwardMessage({ store, screening }, user, dossier, input, commandId)),
      };
    }
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
    case 'split':
    case 'merge':
    case 'unmerge':
    case 'redact':
      return exchangeCommand(store, user, dossier, input, commandId);
    default:
      return input;
  }

  async function frozen(given: MessageInput): Promise<ReplyRef> {
    return kept(await replyMessage({ store, screening }, user, dossier, given, commandId, answered));
  }

  async function kept(message: MessageDocument): Promise<ReplyRef> {
    const emails = (list: typeof message.to) => list.map((a) => a.email);
    const { to, cc, bcc } = message;
    await verifyRecipients(verify, emails([...to, ...cc, ...bcc]));
    await store.messages.stage(message);
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
  { _id, definition, version }: DossierDocument,
  user: Caller,
  refusal: Refusal,
  expectedVersion: number | undefined,
): Promise<ApiProblem> {
  const { language } = user.preferences;
  if (refusal.code === 'stale') {
    const known = Math.min(expectedVersion ?? version, version);
    const changes = (await store.timeline.read(_id, known + 1)).map(presentEvent);
    const extras = { version: refusal.version, changes: changes.map(({ seq, at, type }) => ({ seq, at, type })) };
    return new ApiProblem(409, 'stale', { extras });
  }
  const isForbidden = refusal.code === 'forbidden' || refusal.code === 'recipient-locked';
  const values = await factsOf(store, await store.definitions.get(definition), refusal, language);
  return new ApiProblem(isForbidden ? 403 : 422, refusal.code, { values });
}
