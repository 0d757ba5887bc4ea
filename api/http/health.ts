/** Is this process alive; does every engine answer; what Prometheus reads. */
import { Type } from '@sinclair/typebox';
import type { Client } from '@temporalio/client';
import type { Store } from '../../store/store.ts';
import type { Metrics } from './metrics.ts';
import { type Route, route } from './route.ts';

const EngineState = Type.Object({ ok: Type.Boolean(), detail: Type.String() }, { additionalProperties: false });
const Ready = Type.Object(
  { mongodb: EngineState, temporal: EngineState, worker: EngineState },
  { additionalProperties: false },
);
type EngineState = { ok: boolean; detail: string };

const TIMEOUT_MS = 3_000;
/** Workers give a sign every two seconds. */
const WORKER_SILENT_MS = 8_000;
/** A poller seen within this time reaches Temporal: they ask again every minute. */
const POLLER_FRESH_MS = 90_000;

export function healthRoutes(store: Store, temporal: Client, taskQueue: string, metrics: Metrics): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/health',
      summary: 'This process answers',
      access: 'public',
      reply: Type.Object({ ok: Type.Boolean() }, { additionalProperties: false }),
      handle: async () => ({ ok: true }),
    }),
    route({
      method: 'get',
      path: '/api/ready',
      summary: '200 when every engine answers, else 503, with the state of each',
      access: 'public',
      reply: Ready,
      orStatus: 503,
      async handle({ response }) {
        const [mongodb, temporalState, worker] = await Promise.all([
          answers(() => store.ping()),
          answers(() => temporal.workflowService.getSystemInfo({})),
          answers(() => requireWorker(store, temporal, taskQueue)),
        ]);
        response.status(mongodb.ok && temporalState.ok && worker.ok ? 200 : 503);
        return { mongodb, temporal: temporalState, worker };
      },
    }),
    route({
      method: 'get',
      path: '/metrics',
      summary: 'Figures for Prometheus',
      access: 'public',
      produces: 'text/plain',
      async handle({ response }) {
        response.type(metrics.contentType).send(await metrics.text());
        return undefined;
      },
    }),
  ];
}

async function answers(ask: () => Promise<unknown>): Promise<EngineState> {
  const timeout = new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), TIMEOUT_MS).unref());
  try {
    await Promise.race([ask(), timeout]);
    return { ok: true, detail: 'answers' };
  } catch (error) {
    return { ok: false, detail: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'no answer' };
  }
}

/** A worker that died is missed by its sign within seconds; one that does not reach Temporal, by its polling. */
async function requireWorker({ workers }: Store, temporal: Client, taskQueue: string): Promise<void> {
  if (!(await workers.isAnyAlive(WORKER_SILENT_MS))) throw new Error('no worker lives');
  const { pollers } = await temporal.workflowService.describeTaskQueue({
    namespace: temporal.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: 1,
  });
  const fresh = pollers?.some((p) => Date.now() - Number(p.lastAccessTime?.seconds ?? 0) * 1000 < POLLER_FRESH_MS);
  if (!fresh) throw new Error('no worker polls');
}
