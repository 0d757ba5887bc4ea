/** Lets the Temporal SDK download a server into a folder; a program of its own, as the SDK traps signals. */
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [kind, downloadDir = '', version = 'default'] = process.argv.slice(2);
const server = { executable: { type: 'cached-download', downloadDir, version } } as const;
const environment =
  kind === 'local'
    ? await TestWorkflowEnvironment.createLocal({ server })
    : await TestWorkflowEnvironment.createTimeSkipping({ server });
await environment.teardown();
