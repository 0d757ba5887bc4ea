/** One instruction for many dossiers, carried to its end whoever dies. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../contract/activities.ts';

const { tellBatch } = proxyActivities<Pick<Activities, 'tellBatch'>>({
  startToCloseTimeout: '24h',
  heartbeatTimeout: '30s',
  retry: { initialInterval: '1s', maximumInterval: '30s' },
});

export async function batch(batchId: string): Promise<void> {
  await tellBatch(batchId);
}
