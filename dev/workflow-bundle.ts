/** The workflows as one file, for all the workers that will run them: each would bundle them for itself, for seconds. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashOf, ROOT } from './sources.ts';

/** Writes it to this path, which `WORKFLOW_BUNDLE` then names. */
export async function writeWorkflowBundle(codePath: string): Promise<void> {
  // Loaded when there is something to bundle: mostly there is not, and it takes long.
  const { bundleWorkflowCode, DefaultLogger } = await import('@temporalio/worker');
  const { code } = await bundleWorkflowCode({
    workflowsPath: join(ROOT, 'workflows', 'workflows.ts'),
    logger: new DefaultLogger('ERROR'),
  });
  await writeFile(codePath, code);
}

const OUTPUT = join(ROOT, 'dist', 'workflows');
/** Of the activities they take types alone. */
const SOURCES = ['workflows', 'domain', 'package-lock.json'];
const USED_NO_MORE_MS = 24 * 60 * 60_000;

/** Writes it under `dist/` unless it is there; gives its path. One that others run is never changed: each has its name. */
export async function buildWorkflows(): Promise<string> {
  const codePath = join(OUTPUT, `${hashOf(SOURCES).slice(0, 16)}.js`);
  if (existsSync(codePath)) return codePath;
  await mkdir(OUTPUT, { recursive: true });
  for (const name of await readdir(OUTPUT)) {
    const path = join(OUTPUT, name);
    // Another may have cleared it, or named it, meanwhile.
    const since = await stat(path).then(({ mtimeMs }) => mtimeMs, Date.now);
    if (since < Date.now() - USED_NO_MORE_MS) await rm(path, { force: true });
  }
  // Two may build at once, and a build may be interrupted: it is there whole, or not at all.
  const fresh = `${codePath}.${process.pid}`;
  await writeWorkflowBundle(fresh);
  await rename(fresh, codePath);
  return codePath;
}
