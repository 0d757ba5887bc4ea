/** What fifty agents do together: commands a second, beside bare updates; and what a command without a reply leaves in history. */
import { setTimeout as sleep } from 'node:timers/promises';
import { dossierWorkflowId } from '../contract/workflows.ts';
import { startBare } from './bare.ts';
import { layInInbox, smallLetter } from './letters.ts';
import { hireAgents, startProduct } from './product.ts';
import { type Benchmark, result } from './result.ts';
import { inFlight, timed } from './statistics.ts';
import { takeIn } from './take-in.ts';

const AGENTS = 50;
const DOSSIERS = 200;
/** What an agent does without answering. */
const ROUND = [
  { type: 'accept' },
  { type: 'setOutcome', status: 'open', notes: 'Vu' },
  { type: 'resolve' },
  { type: 'reopen' },
  { type: 'unassign' },
] as const;
const SETTLE_MS = 1_000;

export const agents: Benchmark = {
  id: 'agents',
  label: 'Fifty agents at work',
  async run(context) {
    const account = context.newAccount();
    const letters = Array.from({ length: DOSSIERS }, (_, i) =>
      smallLetter({ from: `customer-${i}@localhost`, to: account.address, subject: `Agents ${i}` }),
    );
    context.report('preparing dossiers');
    await layInInbox(context.engines.mail.imap, account, letters);
    const product = await startProduct(context, { name: 'agents', worker: true });
    await takeIn(context, product, account, DOSSIERS);
    const people = await hireAgents(product, AGENTS);
    const ids = (await product.store.dossiers.model.find({}, { _id: 1 }).lean<{ _id: string }[]>()).map((d) => d._id);
    const first = ids.pop() ?? '';
    const events = () => historyLength(context, first);

    const before = await events();
    await doRound(people[0], first);
    await sleep(SETTLE_MS);
    const perCommand = ((await events()) - before) / ROUND.length;

    const commands = ids.length * ROUND.length;
    context.report(`${commands} commands by ${AGENTS} agents`);
    const work = (i: number) => doRound(people[i % AGENTS], ids[i]);
    const ms = await timed(() => inFlight(ids.length, AGENTS, work));
    const bare = await startBare(context);
    await inFlight(DOSSIERS, AGENTS, (i) => bare.signalWithStart(i));
    const bareMs = await timed(() => inFlight(commands, AGENTS, (i) => bare.executeUpdate(i % DOSSIERS)));
    const rate = (took: number) => (commands * 1000) / took;
    return [
      result({
        id: 'agents-rate',
        label: `Commands of ${AGENTS} agents / bare executeUpdate`,
        value: rate(ms),
        unit: 'a second',
        baseline: rate(bareMs),
      }),
      result({
        id: 'agents-events',
        label: 'History of a command without a reply',
        value: perCommand,
        unit: 'events',
        aim: { of: 'value', atMost: 8 },
      }),
    ];
  },
};

type Agent = Awaited<ReturnType<typeof hireAgents>>[number];

async function doRound(agent: Agent | undefined, id = ''): Promise<void> {
  for (const command of ROUND) await agent?.command(id, command);
}

async function historyLength({ temporal }: Parameters<Benchmark['run']>[0], id: string): Promise<number> {
  const { raw } = await temporal.workflow.getHandle(dossierWorkflowId(id)).describe();
  return Number(raw.workflowExecutionInfo?.historyLength);
}
