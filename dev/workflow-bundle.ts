/** The workflows as one file, for all the workers that will run them: each would bundle them for itself, for seconds. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { built, ROOT } from './built.ts';

/** Writes it to this path, which `WORKFLOW_BUNDLE` then names. */
export async function writeWorkflowBundle(codePath: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows', 'workflows.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  await writeFile(codePath, code);
}

/** Writes it under `dist/` when its sources changed since the last time; gives its path. */
export async function buildWorkflows(): Promise<string> {
  const { folder } = await built({
    name: 'workflows',
    // Of the activities they take types alone.
    sources: ['workflows', 'domain', 'package-lock.json'],
    build: (fresh) => writeWorkflowBundle(join(fresh, 'workflows.js')),
  });
  return join(folder, 'workflows.js');
}
