/** Who watches a mailbox: one workflow for each, started when it is switched on, ended when it is switched off. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { MAILBOX_WORKFLOW, mailboxWorkflowId } from '../../contract/workflows.ts';
import type { MailboxDocument } from '../../store/mailboxes/mailboxes.ts';
import type { Store } from '../../store/store.ts';
import type { BatchDependencies } from '../settings/batches.ts';

/** Started twice, there is one. Other settings are noticed by the watcher itself. */
export async function startWatching({ temporal, taskQueue }: BatchDependencies, mailbox: string): Promise<void> {
  const workflowId = mailboxWorkflowId(mailbox);
  const options = { workflowId, taskQueue, args: [mailbox], workflowIdConflictPolicy: 'USE_EXISTING' } as const;
  await temporal.workflow.start(MAILBOX_WORKFLOW, options);
}

/** What lies in it stays there; switched on again, it is read on from where it was left. */
export async function switchOff({ store, temporal }: BatchDependencies, mailbox: MailboxDocument): Promise<void> {
  await store.mailboxes.switchOff(mailbox._id);
  try {
    await temporal.workflow.getHandle(mailboxWorkflowId(mailbox._id)).cancel();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/** The mailboxes a queue is read by, and answers from. */
export async function mailboxesOf(store: Store, queue: string): Promise<MailboxDocument[]> {
  return (await store.mailboxes.list()).filter(
    (m) => m.queue === queue && m.enabled && !m.outboundOnly && !m.deletedAt,
  );
}
