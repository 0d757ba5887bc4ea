/** `npm run bench`: measures the product beside its engines and prints one table. `-- <id>` runs one, `-- --json FILE` keeps the figures. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { say, step } from '../dev/console.ts';
import { type Engines, startEngines } from '../dev/engines.ts';
import { explain, Trouble } from '../dev/trouble.ts';
import { agents } from './agents.ts';
import { command } from './command.ts';
import { accountPool, MAIL_ACCOUNTS } from './context.ts';
import { desk } from './desk.ts';
import { history } from './history.ts';
import { idle } from './idle.ts';
import { ingest } from './ingest.ts';
import { live } from './live.ts';
import { memory } from './memory.ts';
import { parse } from './parse.ts';
import type { Benchmark, Result } from './result.ts';
import { table } from './table.ts';

const BENCHMARKS: readonly Benchmark[] = [ingest, command, agents, live, desk, history, parse, memory, idle];

interface Wanted {
  readonly benchmarks: readonly Benchmark[];
  readonly json: string | undefined;
  readonly nodeOptions: readonly string[];
}

async function main(): Promise<void> {
  const wanted = readArguments();
  const data = mkdtempSync(join(tmpdir(), 'pli-bench-'));
  const running = new AsyncDisposableStack();
  running.defer(() => rmSync(data, { recursive: true, force: true }));
  const interrupted = () => void running.disposeAsync().finally(() => process.exit(130));
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    const engines = await startEngines({ data, namespace: 'pli', anyPorts: true, mailPool: MAIL_ACCOUNTS });
    running.defer(async () => {
      await Promise.all(engines.children.map((child) => child.stop()));
    });
    const results = await runAll(wanted, engines, data, running);
    say(`\n${table(results)}\n`);
    if (wanted.json) writeFileSync(wanted.json, `${JSON.stringify(results, null, 2)}\n`);
  } finally {
    await running.disposeAsync();
  }
}

function readArguments(): Wanted {
  const options = { json: { type: 'string' }, profile: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const unknown = positionals.filter((id) => !BENCHMARKS.some((benchmark) => benchmark.id === id));
  if (unknown.length)
    throw new Trouble(
      `There is no benchmark ${unknown.join(', ')}.`,
      `They are ${BENCHMARKS.map(({ id }) => id).join(', ')}.`,
    );
  return {
    benchmarks: BENCHMARKS.filter(({ id }) => positionals.length === 0 || positionals.includes(id)),
    json: values.json,
    nodeOptions: values.profile ? ['--cpu-prof', '--cpu-prof-dir', resolve(values.profile)] : [],
  };
}

async function runAll(wanted: Wanted, engines: Engines, data: string, all: AsyncDisposableStack): Promise<Result[]> {
  const { address, namespace } = engines.temporal;
  const connection = await Connection.connect({ address });
  all.defer(() => connection.close());
  const temporal = new Client({ connection, namespace });
  const newAccount = accountPool();
  const results: Result[] = [];
  for (const benchmark of wanted.benchmarks) {
    const running = all.use(new AsyncDisposableStack());
    const context = { engines, temporal, data, nodeOptions: wanted.nodeOptions, running, newAccount };
    // One that cannot be measured does not take the others' figures with it.
    try {
      const found = await step(benchmark.label, async (report) => {
        const figures = await benchmark.run({ ...context, report });
        report('');
        return figures;
      });
      results.push(...found);
    } catch (error) {
      say(`    ${explain(error)}`);
      process.exitCode = 1;
    } finally {
      await running.disposeAsync();
    }
  }
  return results;
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
