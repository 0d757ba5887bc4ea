/** The world that the timers are tried in: a pull queue of office hours, time skipped, and what a dossier asked of it. */

import { createRecord } from '../../activities/record/record.ts';
import type { FindAgentRequest, Found } from '../../contract/activities.ts';
import type { DeliveryOutcome } from '../../domain/dossier/commands.ts';
import type { Deadline } from '../../domain/dossier/dossier.ts';
import type { Duration, TimerSettings } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import { type Calendar, QUEUE_DEFAULTS } from '../../store/settings/queues.ts';
import { openStore, type Store } from '../../store/store.ts';
import { DAY, OPENING } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';
import { openTimeMachine, type TestDossier, type TimeMachine, type WorldActivities } from './environment.ts';

export const HOUR = DAY / 24;
export const PARIS: Calendar = QUEUE_DEFAULTS.calendar;
const SENT: DeliveryOutcome = { outcome: 'sent', messageId: '<r@pli>', rejected: 0 };

export interface TimerWorld {
  readonly machine: TimeMachine;
  readonly store: Store;
  /** The replies handed over, and the searches for an agent, since the dossier in play began. */
  readonly attempts: string[];
  readonly asked: FindAgentRequest[];
  /** Plays one dossier; whoever had it still works there. `answers`: the mail server's, in turn; then yes. */
  play(test: (dossier: TestDossier) => Promise<void>, answers?: DeliveryOutcome[]): Promise<void>;
  later(ms: number): Promise<void>;
  row(dossier: TestDossier): Promise<DossierDocument>;
  deadline(dossier: TestDossier, timer: string): Promise<Deadline | undefined>;
  close(): Promise<void>;
}

export async function openTimerWorld(): Promise<TimerWorld> {
  const engines = testEngines();
  const machine = await openTimeMachine(await engines.timeSkippingServer(), engines.workflowBundle);
  const store = await openStore(engines.mongoUrl);
  const definition = { id: STANDARD.id, version: STANDARD.version };
  await store.queues.upsert({ _id: OPENING.queue, name: 'Support', mailbox: 'support', definition });
  const attempts: string[] = [];
  const asked: FindAgentRequest[] = [];
  const activities = (answers: DeliveryOutcome[]): WorldActivities => ({
    record: createRecord({ store }),
    sendReply: async ({ message }: { message: string }) => {
      attempts.push(message);
      return answers.shift() ?? SENT;
    },
    redirectLetter: async () => {},
    findAgent: async (request: FindAgentRequest): Promise<Found | null> => {
      asked.push(request);
      return request.lastAssignee === null ? null : { type: 'giveTo', agent: request.lastAssignee };
    },
    freeAgent: async () => {},
  });
  const row = async ({ id }: TestDossier) => {
    const found = await store.dossiers.get(id);
    if (!found) throw new Error('no such dossier');
    return found;
  };
  return {
    ...{ machine, store, attempts, asked, row },
    async play(test, answers = []) {
      for (const list of [attempts, asked]) list.length = 0;
      await machine.play(activities(answers), test);
    },
    later: (ms) => machine.later(ms),
    deadline: async (dossier, timer) => (await row(dossier)).deadlines.find((d) => d.timer === timer),
    async close() {
      await machine.close();
      await store.close();
    },
  };
}

/** That timer as given; the others that can be, off: none is in its way. */
export function only(timer: string, enabled: boolean, value: number, unit: Duration['unit'] = 'days'): TimerSettings {
  const others = STANDARD.timers.filter((t) => t.whenOff === 'never');
  const off = others.map(({ id, after }) => [id, { enabled: false, after }]);
  return { ...Object.fromEntries(off), [timer]: { enabled, after: { unit, value } } };
}

export const opened = async (dossier: TestDossier): Promise<void> => {
  await dossier.letter('m1');
  await dossier.command({ type: 'accept' });
};

export const set = (dossier: TestDossier, timers: TimerSettings): Promise<void> =>
  dossier.instruct({ type: 'changeTimers', timers });
