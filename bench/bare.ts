/** The baseline: what the engine does with workflows that do nothing; worker and client in one process, as for letters. */
import { resolve } from 'node:path';
import { DefaultLogger, type InjectedSinks, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { BARE_WORKFLOW, type BareSinks, bareCommand, bareLetter } from './bare-contract.ts';
import type { Context } from './context.ts';

export interface Bare {
  /** Starts the workflow of that number with a letter; resolves when the engine has taken it. */
  signalWithStart(number: number): Promise<void>;
  /** How many letters the workflows have heard in all. */
  heard(): number;
  /** Resolves with its answer. */
  executeUpdate(number: number): Promise<void>;
}

const TASK_QUEUE = 'bare';

export async function startBare(context: Context): Promise<Bare> {
  let heard = 0;
  await startWorker(context, {
    bench: {
      heard: {
        fn: () => {
          heard += 1;
        },
      },
    },
  });
  const { workflow } = context.temporal;
  return {
    async signalWithStart(number) {
      await workflow.signalWithStart(BARE_WORKFLOW, {
        workflowId: workflowId(number),
        taskQueue: TASK_QUEUE,
        signal: bareLetter,
        signalArgs: [`letter ${number}`],
      });
    },
    heard: () => heard,
    async executeUpdate(number) {
      await workflow.getHandle(workflowId(number)).executeUpdate(bareCommand, { args: ['accept'] });
    },
  };
}

async function startWorker({ engines, running }: Context, sinks: InjectedSinks<BareSinks>): Promise<void> {
  // Signals are for run.ts, which stops the worker before its engines.
  Runtime.install({ shutdownSignals: [], logger: new DefaultLogger('ERROR') });
  const { address, namespace } = engines.temporal;
  const connection = await NativeConnection.connect({ address });
  running.defer(() => connection.close());
  const workflowsPath = resolve('bench/bare-workflow.ts');
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    workflowsPath,
    sinks,
    // By default two pollers of ten take first workflow tasks: a baseline that waits for them would be half as fast.
    workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 10, initial: 20, maximum: 60 },
  });
  const run = worker.run();
  running.defer(() => {
    worker.shutdown();
    return run;
  });
}

function workflowId(number: number): string {
  return `bare-${number}`;
}
