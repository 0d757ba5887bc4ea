/** The workflows as one file, for all the workers that will run them: each would bundle them for itself, for seconds. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Writes it to this path, which `WORKFLOW_BUNDLE` then names. */
export async function writeWorkflowBundle(codePath: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, '..', 'workflows', 'workflows.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  await writeFile(codePath, code);
}
