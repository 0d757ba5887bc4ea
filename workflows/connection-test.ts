/** One test of a connection, made by whichever worker is there. */
import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../contract/activities.ts';

const { testConnection } = proxyActivities<Pick<Activities, 'testConnection'>>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '10s',
  retry: { maximumAttempts: 3 },
});

export async function connectionTest(id: string): Promise<void> {
  await testConnection(id);
}
