/** `npm test`: installs what the tests need, checks types, lint and rooms, runs every test, closes with the counts. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig } from '../config.ts';
import { resolveChromium } from './chromium.ts';
import { type CommandFailed, run } from './command.ts';
import { duration, say, step } from './console.ts';
import { find, resolveEngines } from './engines.ts';
import { resolveTimeSkipping } from './time-skipping.ts';
import { explain } from './trouble.ts';
import { buildScreens } from './ui-build.ts';

const ROOT = join(import.meta.dirname, '..');
const BIN = join(ROOT, 'node_modules', '.bin');

interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly ms: number;
}

/** A step that counts as one failure when it fails; what it has to say is shown. */
async function check(name: string, work: () => Promise<unknown>): Promise<Outcome> {
  const since = Date.now();
  const failed = await work().then(
    () => 0,
    (error: unknown) => {
      say(`\n${explain(error)}\n`);
      return 1;
    },
  );
  return { name, passed: 0, failed, ms: Date.now() - since };
}

function tool(name: string, command: string, args: readonly string[]): Promise<Outcome> {
  const lines: string[] = [];
  return check(name, () =>
    step(name, () => run(join(BIN, command), args, { cwd: ROOT, onLine: (line) => lines.push(line) })).catch(
      (error: CommandFailed) => {
        say(lines.map((line) => `    │ ${line}`).join('\n'));
        throw new Error(`${name} failed`, { cause: error });
      },
    ),
  );
}

/** Engines and browser: minutes the first time, so the quick checks run beside it. */
function install(): Promise<Outcome> {
  return check('Engines', async () => {
    const results = await Promise.allSettled([
      resolveEngines(),
      find('Temporal’s test server', resolveTimeSkipping),
      find('Chromium', resolveChromium),
    ]);
    const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => explain(reason));
    if (failures.length > 0) throw new Error(failures.join('\n'));
  });
}

/** Runs jest with its own output; a test file that could not run counts as a failure. */
async function jest(args: readonly string[]): Promise<Outcome> {
  const since = Date.now();
  const folder = mkdtempSync(join(tmpdir(), 'pli-jest-'));
  const report = join(folder, 'report.json');
  const child = spawn(process.execPath, [join(BIN, 'jest'), ...args, '--json', '--outputFile', report], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'], // with --json what people read is on stderr
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  try {
    const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { name: 'Tests', passed: numPassedTests, failed: failed || (code === 0 ? 0 : 1), ms: Date.now() - since };
  } catch {
    return { name: 'Tests', passed: 0, failed: 1, ms: Date.now() - since };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function everything(jestArgs: readonly string[]): Promise<Outcome[]> {
  const installing = install();
  const building = check('Screens', () => step('Screens', buildScreens));
  const checks = [
    await tool('Types', 'tsc', ['--noEmit']),
    await tool('Lint and format', 'biome', ['check', '.']),
    await tool('Rooms', 'depcruise', ['--config', '.dependency-cruiser.cjs', '.']),
  ];
  const [engines, screens] = await Promise.all([installing, building]);
  const projects = engines.failed ? ['--selectProjects', 'unit', 'screens'] : [];
  return [engines, screens, ...checks, await jest([...jestArgs, ...projects])];
}

async function main(): Promise<void> {
  loadConfig(process.env); // a wrong setting is told before minutes of work
  const args = process.argv.slice(2);
  const unit = args.includes('--unit');
  const jestArgs = args.filter((arg) => arg !== '--unit');
  process.on('SIGINT', () => process.exit(130)); // what runs has had the Ctrl-C too
  const outcomes = unit
    ? [await jest([...jestArgs, '--selectProjects', 'unit', 'screens'])]
    : await everything(jestArgs);
  say('');
  for (const { name, failed, ms } of outcomes) say(`${failed ? '✗' : '✓'} ${name} (${duration(ms)})`);
  const sum = (count: (outcome: Outcome) => number): number => outcomes.reduce((total, each) => total + count(each), 0);
  const failed = sum((outcome) => outcome.failed);
  say(`${sum((outcome) => outcome.passed)} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

main().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : explain(error));
  process.exit(1);
});
