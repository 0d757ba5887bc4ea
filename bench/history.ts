/** What one ordinary dossier leaves in the engine: a letter, accepted, answered and closed, the answer sent. */
import { setTimeout as sleep } from 'node:timers/promises';
import { dossierWorkflowId } from '../contract/workflows.ts';
import { layInInbox, smallLetter } from './letters.ts';
import { startProduct } from './product.ts';
import { type Benchmark, result } from './result.ts';
import { untilDossiers } from './take-in.ts';

const SENT_WITHIN_MS = 60_000;
const SETTLE_MS = 1_000;

export const history: Benchmark = {
  id: 'history',
  label: 'History of one letter answered and closed',
  async run(context) {
    const product = await startProduct(context, { name: 'history', worker: true });
    const customer = context.newAccount();
    const letter = smallLetter({ from: customer.address, to: product.support.address, subject: 'History' });
    context.report('a letter comes');
    await layInInbox(context.engines.mail.imap, product.support, [letter]);
    await untilDossiers(product, 1);
    const id = (await product.store.dossiers.model.findOne({}, { _id: 1 }).lean<{ _id: string }>())?._id ?? '';
    await product.agent.command(id, { type: 'accept' });
    const message = {
      to: [customer.address],
      cc: [],
      bcc: [],
      subject: 'Re: History',
      html: '<p>Elle arrive demain.</p>',
      attachments: [],
    };
    await product.agent.command(id, { type: 'replyAndClose', message });
    context.report('its answer waits to be undone, then leaves');
    const end = Date.now() + SENT_WITHIN_MS;
    while (!(await product.store.timeline.read(id)).some((entry) => entry.type === 'replySent')) {
      if (Date.now() > end) throw new Error('the answer was not sent');
      await sleep(100);
    }
    // The event is on record before the engine has closed the task that recorded it.
    await sleep(SETTLE_MS);
    const { raw } = await context.temporal.workflow.getHandle(dossierWorkflowId(id)).describe();
    const { historyLength, historySizeBytes } = raw.workflowExecutionInfo ?? {};
    const label = 'History of one letter answered and closed';
    const aim = { of: 'value', atMost: 45 } as const;
    return [
      result({ id: 'history-events', label, value: Number(historyLength), unit: 'events', aim }),
      result({ id: 'history-bytes', label, value: Number(historySizeBytes) / 1000, unit: 'kB' }),
    ];
  },
};
