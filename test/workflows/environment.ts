/** A Temporal in which time can be skipped, with one worker for the dossier workflow. */
import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { WithStartWorkflowOperation, type WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, Worker, type WorkflowBundlePath } from '@temporalio/worker';
import type {
  AnswerRequest,
  FindAgentRequest,
  Found,
  RecordRequest,
  RedirectRequest,
  SendRequest,
} from '../../contract/activities.ts';
import {
  type CarriedDossier,
  type CommandResult,
  commandUpdate,
  type DossierInput,
  dossierWorkflowId,
  type Instruction,
  instructSignal,
  letterSignal,
  openUpdate,
} from '../../contract/workflows.ts';
import type {
  AgentCommand,
  AgentState,
  CommandContext,
  DeliveryOutcome,
  StartOutbound,
} from '../../domain/dossier/commands.ts';
import type { Routing } from '../../domain/dossier/dossier.ts';
import type { DossierEvent } from '../../domain/dossier/events.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import type { dossier } from '../../workflows/dossier.ts';
import { context, OPENING } from '../domain/given.ts';

export interface WorldActivities {
  readonly record: (request: RecordRequest) => Promise<DossierEvent[] | null>;
  readonly sendReply: (request: SendRequest) => Promise<DeliveryOutcome>;
  readonly redirectLetter: (request: RedirectRequest) => Promise<void>;
  readonly answerAutomatically?: (request: AnswerRequest) => Promise<string | null>;
  readonly sendAutomaticReply?: (request: SendRequest) => Promise<void>;
  readonly findAgent: (request: FindAgentRequest) => Promise<Found | null>;
  readonly freeAgent: (request: { readonly dossierId: string; readonly agent: string }) => Promise<void>;
}

/** What no test asks about does nothing. */
const QUIET = {
  answerAutomatically: async () => null,
  sendAutomaticReply: async () => {},
  askReception: async () => 'open' as const,
  exchangeLetters: async () => 'done' as const,
  passLettersOn: async () => {},
  eraseRedacted: async () => {},
  tellBounce: async () => {},
};

export interface TimeMachine {
  readonly env: TestWorkflowEnvironment;
  /** Plays one dossier with a worker beside it; then ends it, so that its timers do not fire in the next one's time. */
  play<T>(activities: WorldActivities, test: (dossier: TestDossier) => Promise<T>): Promise<T>;
  /** Lets time go by for the dossier that is played. */
  later(duration: number | string): Promise<void>;
  close(): Promise<void>;
}

/** @param serverPath Temporal's time-skipping test server. */
export async function openTimeMachine(serverPath: string, workflowBundle: WorkflowBundlePath): Promise<TimeMachine> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const env = await startServer(serverPath);
  let played: TestDossier | undefined;
  return {
    env,
    async play(activities, test) {
      const { nativeConnection: connection } = env;
      // Of its own: the test server hands tasks to polls that an earlier worker left behind.
      const taskQueue = randomUUID();
      const worker = await Worker.create({
        connection,
        taskQueue,
        workflowBundle,
        activities: { ...QUIET, ...activities },
      });
      const dossier = new TestDossier(env, taskQueue);
      played = dossier;
      return worker
        .runUntil(() => test(dossier).finally(() => dossier.end()))
        .finally(() => {
          played = undefined;
        });
    },
    async later(duration) {
      if (!played) throw new Error('no dossier is played');
      await played.later(duration);
    },
    close: () => env.teardown(),
  };
}

/** The SDK waits five seconds for the server, which a busy machine makes too few. */
async function startServer(path: string, attempts = 20): Promise<TestWorkflowEnvironment> {
  try {
    return await TestWorkflowEnvironment.createTimeSkipping({
      server: { executable: { type: 'existing-path', path } },
    });
  } catch (error) {
    if (attempts === 1) throw error;
    return startServer(path, attempts - 1);
  }
}

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];
type Kind = keyof HistoryEvent & `${string}EventAttributes`;
const TOLD: readonly Kind[] = [
  'workflowExecutionSignaledEventAttributes',
  'workflowTaskScheduledEventAttributes',
  'workflowTaskStartedEventAttributes',
];
const THOUGHT: readonly Kind[] = [
  'workflowTaskCompletedEventAttributes',
  'workflowTaskFailedEventAttributes',
  'workflowTaskTimedOutEventAttributes',
];
const BEGUN: readonly Kind[] = ['activityTaskScheduledEventAttributes'];
const DONE: readonly Kind[] = [
  'activityTaskCompletedEventAttributes',
  'activityTaskFailedEventAttributes',
  'activityTaskTimedOutEventAttributes',
  'activityTaskCanceledEventAttributes',
];

const isOneOf = (event: HistoryEvent, kinds: readonly Kind[]): boolean => kinds.some((kind) => event[kind]);
/** It has been told something that it has not dealt with. */
const isThinking = (events: readonly HistoryEvent[]): boolean =>
  events.findLastIndex((e) => isOneOf(e, TOLD)) > events.findLastIndex((e) => isOneOf(e, THOUGHT));
/** An activity of it has not ended, its retries included. */
const isActing = (events: readonly HistoryEvent[]): boolean =>
  events.filter((e) => isOneOf(e, BEGUN)).length > events.filter((e) => isOneOf(e, DONE)).length;

/** One dossier in the time machine, spoken to as the API and the mail do. */
export class TestDossier {
  readonly id = randomUUID();
  readonly handle: WorkflowHandle<typeof dossier>;
  readonly #env: TestWorkflowEnvironment;
  readonly #taskQueue: string;

  constructor(env: TestWorkflowEnvironment, taskQueue: string) {
    this.#env = env;
    this.#taskQueue = taskQueue;
    this.handle = env.client.workflow.getHandle<typeof dossier>(dossierWorkflowId(this.id));
  }

  async letter(message: string, automatic = false, routing: Routing = 'pull'): Promise<this> {
    const input: DossierInput = { dossierId: this.id, definition: STANDARD };
    await this.#env.client.workflow.signalWithStart('dossier', {
      workflowId: dossierWorkflowId(this.id),
      taskQueue: this.#taskQueue,
      args: [input],
      signal: letterSignal,
      signalArgs: [
        {
          letter: { message, automatic, isAnswerable: !automatic, receivedAt: Number.MAX_SAFE_INTEGER },
          opening: { ...OPENING, routing, number: randomInt(2 ** 40) },
          ledger: `ledger-${message}`,
        },
      ],
    });
    return this;
  }

  /** Begins it ourselves, as its author is present or not. */
  async open(presence: AgentState): Promise<CommandResult> {
    const input: DossierInput = { dossierId: this.id, definition: STANDARD };
    const start = new WithStartWorkflowOperation('dossier', {
      workflowId: dossierWorkflowId(this.id),
      taskQueue: this.#taskQueue,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    const opening = { ...OPENING, number: randomInt(2 ** 40) };
    const args: [StartOutbound] = [{ opening, actor: { kind: 'user', id: 'lea' }, presence }];
    return this.#env.client.workflow.executeUpdateWithStart(openUpdate, { startWorkflowOperation: start, args });
  }

  async instruct(instruction: Instruction): Promise<void> {
    await this.handle.signal(instructSignal, instruction);
  }

  /** Starts from what an earlier run carried over. */
  async carriedOn(carried: CarriedDossier): Promise<this> {
    const input: DossierInput = { dossierId: this.id, definition: STANDARD, carried };
    await this.#env.client.workflow.start('dossier', {
      workflowId: dossierWorkflowId(this.id),
      taskQueue: this.#taskQueue,
      args: [input],
    });
    return this;
  }

  command(
    command: AgentCommand,
    updateId: string = randomUUID(),
    change: Partial<CommandContext> = {},
  ): Promise<CommandResult> {
    return this.handle.executeUpdate(commandUpdate, { updateId, args: [{ command, context: context(change) }] });
  }

  /** Once nothing is under way. */
  async settled(): Promise<void> {
    const isBusy = (events: readonly HistoryEvent[]) => isThinking(events) || isActing(events);
    while (isBusy(await this.#events())) await setTimeout(20);
  }

  async hasEnded(): Promise<boolean> {
    return (await this.handle.describe()).status.name !== 'RUNNING';
  }

  /**
   * Lets time go by once the workflow has done what it was told: skipped before that, it may stand still for ever. What
   * falls due meanwhile is done when this resolves.
   */
  async later(duration: number | string): Promise<void> {
    while (isThinking(await this.#events())) await setTimeout(20);
    await this.#env.sleep(duration as number);
    await this.settled();
  }

  /** Ends it once nothing is under way: a task cut short would keep the test server from skipping time ever after. */
  async end(): Promise<void> {
    await this.settled();
    if (!(await this.hasEnded())) await this.handle.terminate();
  }

  async #events(): Promise<readonly HistoryEvent[]> {
    return (await this.handle.fetchHistory()).events ?? [];
  }

  /** How many commands its history holds. */
  async updatesAccepted(): Promise<number> {
    const { events } = await this.handle.fetchHistory();
    return events?.filter((e) => e.workflowExecutionUpdateAcceptedEventAttributes).length ?? 0;
  }
}
