/** A letter set aside, taken in once more because somebody asked. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../contract/activities.ts';
import type { QuarantineRequest } from '../contract/workflows.ts';

const { handleQuarantined } = proxyActivities<Pick<Activities, 'handleQuarantined'>>({
  startToCloseTimeout: '15m',
  heartbeatTimeout: '15s',
  retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 10 },
});

export async function quarantine(request: QuarantineRequest): Promise<void> {
  await handleQuarantined(request);
}
