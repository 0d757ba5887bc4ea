/** Starts the engines once for all the test files that need them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from '../../dev/console.ts';
import { type Engines, startEngines } from '../../dev/engines.ts';
import { isAlive, type ProcessMark, processMark } from '../../dev/process-mark.ts';
import { stopRecorded } from '../../dev/processes.ts';
import { explain } from '../../dev/trouble.ts';
import { buildWorkflows } from '../../dev/workflow-bundle.ts';
import { EVENTS_PER_RUN, MAIL_POOL, SHARED_ENGINES, type SharedEngines } from './shared.ts';

const PREFIX = 'pli-test-';
const OWNER = 'owner.json';

declare global {
  var stopTestEngines: (() => Promise<void>) | undefined;
}

export default async function start(): Promise<void> {
  await clearAbandonedRuns();
  const data = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(data, OWNER), JSON.stringify(processMark(process.pid)));
  say('');
  const [engines, workflowBundle] = await Promise.all([
    startEngines({ data, namespace: 'pli', anyPorts: true, mailPool: MAIL_POOL, eventsPerRun: EVENTS_PER_RUN }),
    buildWorkflows(),
  ]).catch((error) => {
    rmSync(data, { recursive: true, force: true });
    throw new Error(explain(error), { cause: error });
  });
  const { mail, mongoUrl, temporal } = engines;
  const { smtp, submission, imap } = mail;
  const shared: SharedEngines = {
    data,
    mongoUrl,
    temporalAddress: temporal.address,
    namespace: temporal.namespace,
    smtp,
    submission,
    imap,
    workflowBundle,
  };
  process.env[SHARED_ENGINES] = JSON.stringify(shared);
  stopInAnyCase(engines, data);
}

/** The end of the run stops them in order; an interrupted run kills them on its way out. */
function stopInAnyCase({ children }: Engines, data: string): void {
  const killAll = (): void => {
    for (const child of children) child.kill();
    rmSync(data, { recursive: true, force: true });
  };
  const interrupted = (): never => process.exit(130);
  process.on('exit', killAll);
  process.on('SIGINT', interrupted);
  process.on('SIGTERM', interrupted);
  globalThis.stopTestEngines = async () => {
    await Promise.all(children.map((child) => child.stop()));
    killAll();
    process.off('exit', killAll);
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
  };
}

/** A run that was killed leaves engines and a folder behind. */
async function clearAbandonedRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    try {
      if (isAlive(JSON.parse(readFileSync(join(folder, OWNER), 'utf8')) as ProcessMark)) continue;
      await stopRecorded(folder, () => {});
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // another run is making or clearing this one
    }
  }
}
