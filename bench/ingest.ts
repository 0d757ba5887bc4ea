/** How fast letters become dossiers, beside how fast the engine starts workflows that do nothing. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Bare, startBare } from './bare.ts';
import type { Context, MailAccount } from './context.ts';
import { layInInbox, smallLetter } from './letters.ts';
import { startProduct } from './product.ts';
import { type Benchmark, result } from './result.ts';
import { inFlight, median } from './statistics.ts';
import { takeIn } from './take-in.ts';

const LETTERS = 500;
const WARM_UP = 150;
const ROUNDS = 3;
/** As many as the product tells at once. */
const IN_FLIGHT = 50;
/** What a round leaves behind (workflow tasks, journals) must not weigh on the next. */
const SETTLE_MS = 1_500;
const POLL_MS = 10;

/** Letters per second. */
interface Rates {
  /** Calls the engine took, its workflows still to run. */
  readonly taken: number;
  /** Calls that the workflow has heard: the work is done, as a dossier's is. */
  readonly heard: number;
  readonly product: number;
}

export const ingest: Benchmark = {
  id: 'ingest',
  label: 'Letters → dossiers, beside bare signalWithStart',
  async run(context) {
    const mailboxes = await fillMailboxes(context);
    context.report('starting the product');
    const product = await startProduct(context, { name: 'ingest', worker: true });
    const bare = await startBare(context);
    const rounds: Rates[] = [];
    for (const [round, { account, letters }] of mailboxes.entries()) {
      context.report(round === 0 ? 'warming up' : `round ${round} of ${ROUNDS}`);
      const { taken, heard } = await bareRates(bare, round, letters);
      await sleep(SETTLE_MS);
      const ms = await takeIn(context, product, account, letters);
      await sleep(SETTLE_MS);
      if (round > 0) rounds.push({ taken, heard, product: (letters / ms) * 1000 });
    }
    const middle = (of: keyof Rates): number => median(rounds.map((rates) => rates[of]));
    const figures = { value: middle('product'), unit: '/s' };
    return [
      result({
        ...figures,
        id: 'ingest',
        label: 'Letters → dossiers / bare signalWithStart, workflow run',
        baseline: middle('heard'),
        aim: { of: 'ratio', atLeast: 0.8 },
      }),
      // No aim: the engine takes calls faster than workflows run, even bare ones, so nothing that is done keeps up with it.
      result({
        ...figures,
        id: 'ingest-taken',
        label: 'Letters → dossiers / bare signalWithStart, call taken',
        baseline: middle('taken'),
      }),
    ];
  },
};

async function bareRates(bare: Bare, round: number, letters: number): Promise<Omit<Rates, 'product'>> {
  const first = round * LETTERS;
  const before = bare.heard();
  const began = performance.now();
  await inFlight(letters, IN_FLIGHT, (i) => bare.signalWithStart(first + i));
  const takenMs = performance.now() - began;
  while (bare.heard() < before + letters) await sleep(POLL_MS);
  const heardMs = performance.now() - began;
  return { taken: (letters / takenMs) * 1000, heard: (letters / heardMs) * 1000 };
}

/** One mailbox a round, full before anything is timed; the first is the warm-up. */
async function fillMailboxes(context: Context): Promise<{ account: MailAccount; letters: number }[]> {
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
