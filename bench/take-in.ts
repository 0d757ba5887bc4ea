/** Has the product take in the letters that lie in a mailbox, and waits until each has its dossier. */
import { setTimeout as sleep } from 'node:timers/promises';
import { MAILBOX_WORKFLOW, mailboxWorkflowId } from '../contract/workflows.ts';
import type { Context, MailAccount } from './context.ts';
import type { Product } from './product.ts';

/** Seldom enough to weigh nothing, often enough to be exact to a hundredth. */
const POLL_MS = 50;
const STALLED_MS = 60_000;

/**
 * Adds the account as a mailbox of the support queue and has its watch started, as an administrator would: the worker
 * is warm, and the letters are there before. Resolves with the milliseconds from the start of the watch to the last
 * dossier in the read model.
 */
export async function takeIn(
  context: Context,
  product: Product,
  account: MailAccount,
  letters: number,
  report?: (dossiers: number) => void,
): Promise<number> {
  const { store, taskQueue } = product;
  const id = account.user.split('@')[0] ?? '';
  await addMailbox(product, id, account);
  const expected = (await store.dossiers.model.estimatedDocumentCount()) + letters;
  context.running.defer(() => context.temporal.workflow.getHandle(mailboxWorkflowId(id)).terminate().then());
  const began = performance.now();
  await context.temporal.workflow.start(MAILBOX_WORKFLOW, { workflowId: mailboxWorkflowId(id), taskQueue, args: [id] });
  await untilDossiers(product, expected, report);
  return performance.now() - began;
}

/** Waits until the read model holds that many dossiers, and reports how many it holds. */
export async function untilDossiers(
  { store }: Product,
  expected: number,
  report?: (dossiers: number) => void,
): Promise<void> {
  let last = { count: -1, at: Date.now() };
  for (;;) {
    const count = await store.dossiers.model.estimatedDocumentCount();
    if (count >= expected) return;
    report?.(count);
    if (count > last.count) last = { count, at: Date.now() };
    if (Date.now() - last.at > STALLED_MS) throw new Error(`Only ${count} of ${expected} dossiers came`);
    await sleep(POLL_MS);
  }
}

async function addMailbox({ store, secrets }: Product, id: string, account: MailAccount): Promise<void> {
  const support = await store.mailboxes.get('support');
  if (!support) throw new Error('the demo has no support mailbox');
  const login = { user: account.user, password: secrets.seal(account.password) };
  await store.mailboxes.upsert({
    ...support,
    _id: id,
    address: account.address,
    imap: { ...support.imap, ...login },
    smtp: { ...support.smtp, ...login },
    cursor: null,
  });
}
