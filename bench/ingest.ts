/** How fast letters become dossiers, beside how fast the engine starts workflows that do nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startBare } from './bare.ts';
import type { Context } from './context.ts';
import { layInInbox, smallLetter } from './letters.ts';
import { startProduct } from './product.ts';
import { type Benchmark, result } from './result.ts';
import { inFlight, median, timed } from './statistics.ts';
import { takeIn } from './take-in.ts';

const LETTERS = 500;
const WARM_UP = 150;
const ROUNDS = 3;
/** As many as the product tells at once. */
const IN_FLIGHT = 50;
/** What a round leaves behind (workflow tasks, journals) must not weigh on the next. */
const SETTLE_MS = 1_500;

export const ingest: Benchmark = {
  id: 'ingest',
  label: 'Letters → dossiers, beside bare signalWithStart',
  async run(context) {
    const mailboxes = await fillMailboxes(context);
    context.report('starting the product');
    const product = await startProduct(context, { name: 'ingest', worker: true });
    const bare = await startBare(context);
    const rates: number[] = [];
    const bareRates: number[] = [];
    for (const [round, { account, letters }] of mailboxes.entries()) {
      context.report(round === 0 ? 'warming up' : `round ${round} of ${ROUNDS}`);
      const first = round * LETTERS;
      const bareMs = await timed(() => inFlight(letters, IN_FLIGHT, (i) => bare.signalWithStart(first + i)));
      await sleep(SETTLE_MS);
      const ms = await takeIn(context, product, account, letters);
      await sleep(SETTLE_MS);
      if (round === 0) continue;
      bareRates.push((letters / bareMs) * 1000);
      rates.push((letters / ms) * 1000);
    }
    return [
      result({
        id: 'ingest',
        label: 'Letters → dossiers / bare signalWithStart',
        value: median(rates),
        unit: '/s',
        baseline: median(bareRates),
        aim: { of: 'ratio', atLeast: 0.8 },
      }),
    ];
  },
};

/** One mailbox a round, full before anything is timed; the first is the warm-up. */
async function fillMailboxes(context: Context) {
  const mailboxes = Array.from({ length: ROUNDS + 1 }, (_, round) => ({
    account: context.newAccount(),
    letters: round === 0 ? WARM_UP : LETTERS,
  }));
  for (const [round, { account, letters }] of mailboxes.entries()) {
    context.report(`laying letters in mailbox ${round + 1} of ${mailboxes.length}`);
    const texts = Array.from({ length: letters }, (_, i) =>
      smallLetter({ from: `customer-${i}@localhost`, to: account.address, subject: `Ingest ${round} ${i}` }),
    );
    await layInInbox(context.engines.mail.imap, account, texts);
  }
  return mailboxes;
}
