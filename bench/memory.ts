/** What a worker that catches up with a full mailbox keeps in memory: early, and at the end. */
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../dev/command.ts';
import { layInInbox, smallLetter } from './letters.ts';
import { startProduct } from './product.ts';
import { type Benchmark, result } from './result.ts';
import { takeIn, untilDossiers } from './take-in.ts';

/** A mailbox left alone for days has more: BENCH_LETTERS=50000, where there is the time. */
const LETTERS = Number(process.env.BENCH_LETTERS ?? 20_000);
/** By then what fills up once is full: the heap, the cache of workflows. */
const FULL_BY = 5_000;
const EARLY = Math.min(FULL_BY, Math.floor(LETTERS / 4));
const CHUNK = 1_000;
const SAMPLE_MS = 1_000;

export const memory: Benchmark = {
  id: 'memory',
  label: `Memory while catching up with ${LETTERS.toLocaleString('en')} letters`,
  async run(context) {
    const account = context.newAccount();
    for (let first = 0; first < LETTERS; first += CHUNK) {
      context.report(`${first} letters laid in the mailbox`);
      const letters = Array.from({ length: Math.min(CHUNK, LETTERS - first) }, (_, i) =>
        smallLetter({ from: `customer-${first + i}@localhost`, to: account.address, subject: `Memory ${first + i}` }),
      );
      await layInInbox(context.engines.mail.imap, account, letters);
    }
    context.report('starting the product');
    const product = await startProduct(context, { name: 'memory', worker: true });
    const report = (dossiers: number): void => context.report(`${dossiers} of ${LETTERS} letters`);
    const early = await highestMemory(product.workerPid, takeIn(context, product, account, EARLY, report));
    const late = await highestMemory(product.workerPid, untilDossiers(product, LETTERS, report));
    return [
      result({
        id: 'memory',
        label: `Worker's highest memory, up to ${LETTERS.toLocaleString('en')} letters / up to ${EARLY.toLocaleString('en')}`,
        value: late,
        unit: 'MB',
        baseline: early,
        // Of fewer letters, it tells how what fills up fills: another measure, whose aim is left open.
        ...(EARLY < FULL_BY ? {} : { aim: { of: 'ratio', atMost: 1.2 } }),
      }),
    ];
  },
};

/** While the work lasts: a heap goes up and down as it is cleaned, and its top is what a machine must have. */
async function highestMemory(pid: number | undefined, work: Promise<unknown>): Promise<number> {
  let highest = 0;
  let isOver = false;
  const over = work.finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  while (!isOver) {
    highest = Math.max(highest, await residentNow(pid));
    await sleep(SAMPLE_MS);
  }
  await over;
  return highest;
}

/** Of the process and of those it started, which read its letters, in megabytes. */
async function residentNow(pid: number | undefined): Promise<number> {
  const rows = (await run('ps', ['-A', '-o', 'pid=,ppid=,rss='])).map((line) => line.trim().split(/\s+/).map(Number));
  const ours = rows.filter(([own, parent]) => own === pid || parent === pid);
  if (ours.length === 0) throw new Error('the worker is gone');
  return ours.reduce((sum, [, , kilobytes = 0]) => sum + kilobytes, 0) / 1024;
}
