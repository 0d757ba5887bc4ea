/** `npm start`: the whole stack on one machine, from nothing to a desk one can sign in to. */
import { chmodSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { type Config, ConfigError, loadConfig, mailboxOf, temporalConnection } from '../config.ts';
import { checkMachine, checkNotRunning, STARTER } from './checks.ts';
import { stopCommands } from './command.ts';
import { duration, say, step } from './console.ts';
import { makeDemo } from './demo.ts';
import { startEngines } from './engines.ts';
import { keepRunning } from './keep-running.ts';
import { sendDemoLetters } from './letters.ts';
import { DEMO_FILE, panel, writeDemoFile } from './panel.ts';
import { processMark } from './process-mark.ts';
import { killRecorded, record, stopRecorded, titleOf } from './processes.ts';
import { isOurs, loadSecrets } from './secrets.ts';
import { startServices } from './services.ts';
import { explain, Trouble } from './trouble.ts';
import { buildScreens } from './ui-build.ts';
import { buildWorkflows } from './workflow-bundle.ts';

/** npm and the terminal both pass a Ctrl-C on: what comes this soon after is the same one. */
const SAME_SIGNAL_MS = 1_000;

interface Options {
  readonly reset: boolean;
  readonly yes: boolean;
  readonly watch: boolean;
}

async function start(config: Config, data: string, options: Options, stopping: AbortSignal): Promise<void> {
  const since = Date.now();
  await stopRecorded(data, (name) => say(`  ✓ ${titleOf(name)}, left by an earlier start, stopped`));
  await checkMachine(data, config.PORT);
  if (options.reset) await reset(data, config.MONGODB_URL, options);
  claim(data);
  const secrets = loadSecrets(data);
  const { TEMPORAL_ADDRESS } = config;
  const engineOptions = {
    data,
    mongoUrl: config.MONGODB_URL,
    temporal: TEMPORAL_ADDRESS ? temporalConnection({ ...config, TEMPORAL_ADDRESS }) : undefined,
    namespace: config.TEMPORAL_NAMESPACE,
  };
  // In development vite serves the screens from their sources, and the worker bundles its workflows as they change.
  const [engines, workflowBundle] = await Promise.all([
    startEngines(engineOptions, mailboxOf(config)),
    options.watch ? undefined : step('Workflows', buildWorkflows),
    options.watch ? undefined : step('Screens', buildScreens),
  ]);
  const demo = await step('Demo', () => makeDemo(config, engines, secrets));
  const services = await startServices({ config, data, engines, secrets, workflowBundle, watch: options.watch });
  const isFirst = !existsSync(join(data, DEMO_FILE));
  const shown = { ...demo, url: services.deskUrl };
  const { local } = demo;
  if (isFirst && local) await step('Demo letters', () => sendDemoLetters(local.mail.smtp, demo.support));
  writeDemoFile(data, shown);
  say(
    `\n${panel(data, shown, engines.temporal)}\nReady in ${duration(Date.now() - since)}. Ctrl-C stops everything.\n`,
  );
  await keepRunning(data, [...services.children, ...engines.children], stopping);
}

/** Makes the data folder and records this start in it. */
function claim(data: string): void {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    // One that was there already may be open to others.
    chmodSync(data, 0o700);
    record(data, STARTER, processMark(process.pid));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw error;
    throw new Trouble(
      `The data folder ${data} cannot be written (${code}).`,
      'Give this user access to it, or choose another with PLI_DATA.',
      { cause: error },
    );
  }
}

async function reset(data: string, mongoUrl: string | undefined, { yes }: Options): Promise<void> {
  if (!existsSync(data)) return;
  if (!isOurs(data)) {
    throw new Trouble(
      `${data} was not made by Pli: nothing was erased.`,
      'Check PLI_DATA, or erase the folder yourself.',
    );
  }
  if (process.stdin.isTTY && !yes) {
    const prompt = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await prompt.question(`Erase everything in ${data}, dossiers and letters included? [y/N] `);
    prompt.close();
    if (!/^(y|yes|o|oui)$/i.test(answer.trim())) throw new Trouble('Nothing was erased.', 'Start without --reset.');
  }
  rmSync(data, { recursive: true, force: true });
  say(`  ✓ Erased ${data}${mongoUrl ? '; the MongoDB of MONGODB_URL keeps what it has' : ''}`);
}

/** Stops what is under way and what runs, then exits; what was started meanwhile is stopped too. */
async function end(data: string, code: number): Promise<never> {
  stopCommands();
  let any: boolean;
  do {
    any = false;
    await stopRecorded(data, (name, ms) => {
      any = true;
      say(`  ✓ ${titleOf(name)} stopped (${duration(ms)})`);
    });
  } while (any);
  record(data, STARTER, undefined);
  process.exit(code);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { reset: { type: 'boolean' }, yes: { type: 'boolean' }, watch: { type: 'boolean' } },
  });
  const config = loadConfig(process.env);
  const data = resolve(config.PLI_DATA);
  checkNotRunning(data);
  let stopping = 0;
  const ending = new AbortController();
  const stop = (): void => {
    if (stopping && Date.now() - stopping < SAME_SIGNAL_MS) return;
    if (stopping) {
      killRecorded(data);
      process.exit(130);
    }
    stopping = Date.now();
    ending.abort();
    say('\nStopping (Ctrl-C again kills)');
    void end(data, 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  try {
    const { reset = false, yes = false, watch = false } = values;
    await start(config, data, { reset, yes, watch }, ending.signal);
  } catch (error) {
    if (stopping) return; // what fails now fails because we stop
    console.error(`\n${explain(error)}`);
    await end(data, 1);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : explain(error));
  process.exit(1);
});
