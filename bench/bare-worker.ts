/** A process that runs bare workflows only: `node bench/bare-worker.ts <address> <namespace> <task queue>`. */
import { resolve } from 'node:path';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';

async function main([address = '', namespace = '', taskQueue = '']: readonly string[]): Promise<void> {
  Runtime.install({ shutdownSignals: ['SIGTERM', 'SIGINT'] });
  const connection = await NativeConnection.connect({ address });
  const workflowsPath = resolve('bench/bare-workflow.ts');
  const worker = await Worker.create({ connection, namespace, taskQueue, workflowsPath });
  await worker.run();
  await connection.close();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
