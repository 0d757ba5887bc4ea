/** The baseline: what the engine does with workflows that do nothing, driven as the product drives its own. */
import { startProgram, untilReady } from '../dev/processes.ts';
import { BARE_WORKFLOW, bareCommand, bareLetter } from './bare-contract.ts';
import type { Context } from './context.ts';

export interface Bare {
  /** Starts the workflow of that number with a letter. */
  signalWithStart(number: number): Promise<void>;
  /** Resolves with its answer. */
  executeUpdate(number: number): Promise<void>;
}

/** Starts a worker for them, in a process of its own as the product's is. */
export async function startBare({ engines, temporal, data, running }: Context): Promise<Bare> {
  const { address, namespace } = engines.temporal;
  const taskQueue = 'bare';
  const child = startProgram(data, {
    name: 'bare-worker',
    command: process.execPath,
    args: ['bench/bare-worker.ts', address, namespace, taskQueue],
  });
  running.defer(() => child.stop());
  const bare: Bare = {
    async signalWithStart(number) {
      await temporal.workflow.signalWithStart(BARE_WORKFLOW, {
        workflowId: workflowId(number),
        taskQueue,
        signal: bareLetter,
        signalArgs: [`letter ${number}`],
      });
    },
    async executeUpdate(number) {
      await temporal.workflow.getHandle(workflowId(number)).executeUpdate(bareCommand, { args: ['accept'] });
    },
  };
  await untilReady([child], async () => {
    await bare.signalWithStart(-1);
    await bare.executeUpdate(-1);
    return true;
  });
  return bare;
}

function workflowId(number: number): string {
  return `bare-${number}`;
}
