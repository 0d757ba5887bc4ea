/** One mailbox, watched for ever by one activity at a time; when its worker dies, another takes over. */
import { continueAsNew, proxyActivities } from '@temporalio/workflow';
import type { Activities } from '../contract/activities.ts';

const { watchMailbox } = proxyActivities<Pick<Activities, 'watchMailbox'>>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '10s',
  retry: { initialInterval: '1s', maximumInterval: '5s' },
});

/** Completes when the mailbox is gone or switched off. A watch ends by itself now and then; the history of a run stays short. */
const WATCHES_PER_RUN = 100;

export async function mailbox(mailboxId: string): Promise<void> {
  for (let i = 0; i < WATCHES_PER_RUN; i++) if (!(await watchMailbox(mailboxId))) return;
  await continueAsNew<typeof mailbox>(mailboxId);
}
