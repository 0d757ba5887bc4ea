/** Commands: the one way to move a dossier. Each goes to its workflow as an Update, once, however often it is sent. */

import type { CommandRequest, CommandResult as Result } from '../../contract/workflows.ts';
import type { AgentCommand, Refusal, ReplyRef } from '../../domain/dossier/commands.ts';
import type { HtmlMaker } from '../../mail/html/html-maker.ts';
import type { VerifyAddress } from '../../mail/send/verify-address.ts';
import { CommandRefused, type DossierEngine, DossierNotRunning } from '../../services/engine/dossier-engine.ts';
import { asItEnded, hasEnded } from '../../services/engine/ended-dossier.ts';
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
import { forwardMessage } from './forward-message.ts';
import { presentEvent } from './present.ts';
import { answeredMessage, replyMessage } from './reply-message.ts';
import type { Screening } from './screening.ts';
import { exchangeCommand } from './threading.ts';

export function commandRoutes(deps: CommandDependencies): Route[] {
  const { store } = deps;
  return [
    route({
      method: 'post',
      path: '/api/dossiers/:id/commands',
      summary: 'Do something to a dossier. An Idempotency-Key header is required; the same key does it once.',
      keyed: true,
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
  readonly engine: DossierEngine;
  readonly verify: VerifyAddress;
  readonly screening: Screening;
  readonly maker: HtmlMaker;
}

async function perform(
  deps: CommandDependencies,
  user: Caller,
  dossier: DossierDocument,
  input: Input,
  commandId: string,
): Promise<Result> {
  const { store } = deps;
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
    return await execute(deps, dossier, { command, context }, commandId);
  } catch (error) {
    const refusal = refusalIn(error, dossier);
    if (!refusal) throw error;
    await giveBack();
    if ('message' in command) await store.messages.unstage(command.message.id);
    throw await problemOf(store, dossier, user, refusal, input.expectedVersion);
  }
}

/**
 * A workflow that is not there, though its dossier is alive, was lost with its engine: it begins again where the timeline
 * says it stood. What ended begins again for nothing but what may be asked at any time (N20).
 */
async function execute(
  { store, engine }: CommandDependencies,
  { _id }: DossierDocument,
  request: CommandRequest,
  commandId: string,
): Promise<Result> {
  try {
    return await engine.command(_id, request, commandId);
  } catch (error) {
    if (!(error instanceof DossierNotRunning)) throw error;
    const { command, context } = request;
    const isAtAnyTime = command.type === 'redact' && context.rights.includes('message.redact');
    const stood = await asItEnded(store, _id);
    if (!stood || (hasEnded(stood) && !isAtAnyTime)) throw error;
    return engine.commandAgain(stood, request, commandId);
  }
}

/** A reply's text goes to the store, a transfer's target comes from it; the workflow is given what its rules need. */
async function stage(
  { store, verify, screening, maker }: CommandDependencies,
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
        message: await kept(await forwardMessage({ store, screening, maker }, user, dossier, input, commandId)),
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
    return kept(await replyMessage({ store, screening, maker }, user, dossier, given, commandId, answered));
  }

  async function kept(message: MessageDocument): Promise<ReplyRef> {
    const emails = (list: typeof message.to) => list.map((a) => a.email);
    const { to, cc, bcc } = message;
    await verifyRecipients(verify, emails([...to, ...cc, ...bcc]));
    await store.messages.stage(message);
    await store.hold(message.attachments.map(({ sha256 }) => sha256));
    return { id: commandId, to: emails(to), cc: emails(cc), bcc: emails(bcc), digest: answerDigest(message) };
  }
}

function refusalIn(error: unknown, { state }: DossierDocument): Refusal | null {
  if (error instanceof DossierNotRunning) return { code: 'not-in-this-state', state };
  return error instanceof CommandRefused ? error.refusal : null;
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
