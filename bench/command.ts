/** How long an agent's command takes over HTTP, beside a bare workflow's update. */
import { startBare } from './bare.ts';
import { layInInbox, smallLetter } from './letters.ts';
import { startProduct } from './product.ts';
import { type Benchmark, result } from './result.ts';
import { inFlight, percentile, timed } from './statistics.ts';
import { takeIn } from './take-in.ts';

const WARM_UP = 50;
const COMMANDS = 300;
/** Taken in turns, so that what else the machine does weighs on both alike. */
const BLOCK = 25;

export const command: Benchmark = {
  id: 'command',
  label: 'A command over HTTP, beside a bare update',
  async run(context) {
    const account = context.newAccount();
    const letters = Array.from({ length: WARM_UP + COMMANDS }, (_, i) =>
      smallLetter({ from: `customer-${i}@localhost`, to: account.address, subject: `Command ${i}` }),
    );
    context.report('preparing dossiers');
    await layInInbox(context.engines.mail.imap, account, letters);
    const product = await startProduct(context, { name: 'command', worker: true });
    await takeIn(context, product, account, letters.length);
    const bare = await startBare(context);
    await inFlight(letters.length, BLOCK, (i) => bare.signalWithStart(i));
    const dossiers = await product.store.dossiers.model.find({}, { _id: 1 }).lean<{ _id: string }[]>();
    const times: number[] = [];
    const bareTimes: number[] = [];
    for (let first = 0; first < dossiers.length; first += BLOCK) {
      const isWarm = first >= WARM_UP;
      context.report(isWarm ? `${first - WARM_UP} of ${COMMANDS} commands` : 'warming up');
      const block = dossiers.slice(first, first + BLOCK);
      for (const [i] of block.entries()) {
        const ms = await timed(() => bare.executeUpdate(first + i));
        if (isWarm) bareTimes.push(ms);
      }
      for (const { _id } of block) {
        const ms = await timed(() => product.agent.command(_id, { type: 'accept' }));
        if (isWarm) times.push(ms);
      }
    }
    return [0.5, 0.95].map((share) =>
      result({
        id: `command-p${share * 100}`,
        label: `A command over HTTP / bare executeUpdate, p${share * 100}`,
        value: percentile(times, share),
        unit: 'ms',
        baseline: percentile(bareTimes, share),
        aim: { of: 'ratio', atMost: 1.5 },
      }),
    );
  },
};
