/** The two production processes, the worker and the API; in development also vite's server for the screens. */
import { join } from 'node:path';
import { type Config, TEMPORAL_SECURITY } from '../config.ts';
import { cacheDir } from './cache.ts';
import { step } from './console.ts';
import type { Engines } from './engines.ts';
import { answers, choosePorts } from './ports.ts';
import { type Child, startProgram, untilReady } from './processes.ts';
import type { Secrets } from './secrets.ts';

const ROOT = join(import.meta.dirname, '..');
const USUAL_UI_PORT = 5173;

export interface ServiceOptions {
  readonly config: Config;
  readonly data: string;
  readonly engines: Pick<Engines, 'mongoUrl' | 'temporal'>;
  readonly secrets: Secrets;
  /** The workflows as one file; absent: the worker bundles them itself, each time they change. */
  readonly workflowBundle: string | undefined;
  /** Start again what changes on disk. */
  readonly watch: boolean;
}

export interface Services {
  readonly deskUrl: string;
  readonly children: readonly Child[];
}

/** Starts them and resolves when the API finds every engine and a worker answering. */
export async function startServices({
  config,
  data,
  engines,
  secrets,
  workflowBundle,
  watch,
}: ServiceOptions): Promise<Services> {
  const local = `http://localhost:${config.PORT}`;
  // What secures the way to another Temporal does not fit ours.
  const unsecured = config.TEMPORAL_ADDRESS ? {} : Object.fromEntries(TEMPORAL_SECURITY.map((name) => [name, '']));
  const env = {
    ...process.env,
    ...unsecured,
    HOST: config.HOST,
    PORT: String(config.PORT),
    PLI_DATA: data,
    PLI_URL: config.PLI_URL ?? local,
    MONGODB_URL: engines.mongoUrl,
    TEMPORAL_ADDRESS: engines.temporal.address,
    TEMPORAL_NAMESPACE: engines.temporal.namespace,
    PLI_TASK_QUEUE: config.PLI_TASK_QUEUE,
    PLI_SECRETS_KEY: config.PLI_SECRETS_KEY ?? secrets.secretsKey,
    PLI_SESSION_SECRET: config.PLI_SESSION_SECRET ?? secrets.sessionSecret,
    LOG_LEVEL: config.LOG_LEVEL,
    WORKFLOW_BUNDLE: workflowBundle,
    // Saves a second of every start: modules keep their compiled form.
    NODE_COMPILE_CACHE: join(cacheDir(), 'node'),
  };
  const node = (name: string, script: string): Child =>
    startProgram(data, {
      name,
      command: process.execPath,
      args: watch ? ['dev/reload.ts', script] : [script],
      env,
      cwd: ROOT,
    });
  const children = await step('Worker and API', async () => {
    const both = [node('api', 'api/server.ts'), node('worker', 'worker.ts')];
    await untilReady(both, async () => (await fetch(`http://${here(config.HOST)}:${config.PORT}/api/ready`)).ok);
    return both;
  });
  if (!watch) return { deskUrl: config.PLI_URL ?? local, children };
  const ui = await step('Screens, reloaded as they change', () => startVite(data, env));
  return { deskUrl: ui.url, children: [ui.child, ...children] };
}

/** Where this machine reaches what listens on that address. */
function here(host: string): string {
  if (['0.0.0.0', '::', 'localhost'].includes(host)) return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function startVite(
  data: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly url: string; readonly child: Child }> {
  const { ui: port } = await choosePorts(data, { ui: USUAL_UI_PORT });
  const child = startProgram(data, {
    name: 'ui',
    command: join(ROOT, 'node_modules', '.bin', 'vite'),
    args: ['--port', String(port), '--strictPort', '--host', '127.0.0.1'],
    env,
    cwd: ROOT,
  });
  await untilReady([child], () => answers(port));
  return { url: `http://127.0.0.1:${port}`, child };
}
