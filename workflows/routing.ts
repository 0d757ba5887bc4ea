/** Routing, looked at regularly and when somebody becomes available, for ever; one for each installation. */
import { condition, continueAsNew, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Activities } from '../contract/activities.ts';
import { agentReadySignal } from '../contract/workflows.ts';

const { sweepRouting } = proxyActivities<Pick<Activities, 'sweepRouting'>>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

const SWEEP_EVERY = '30s';
/** The history of a run stays short. */
const SWEEPS_PER_RUN = 200;

export async function routing(): Promise<void> {
  let isCalled = false;
  setHandler(agentReadySignal, () => {
    isCalled = true;
  });
  for (let i = 0; i < SWEEPS_PER_RUN; i++) {
    isCalled = false;
    await sweepRouting();
    await condition(() => isCalled, SWEEP_EVERY);
  }
  await continueAsNew<typeof routing>();
}
