/** `npm run bundle -- FILE`: bundles the workflows of this release, for workers that name the file in `WORKFLOW_BUNDLE`. */
import { resolve } from 'node:path';
import { step } from './console.ts';
import { writeWorkflowBundle } from './workflow-bundle.ts';

const file = process.argv[2];
if (file) await step(`Workflows → ${file}`, () => writeWorkflowBundle(resolve(file)));
else {
  console.error('Name the file to write: npm run bundle -- FILE');
  process.exitCode = 1;
}
