/** Runs a script of ours on the Node of node_modules, after installing the libraries when they are missing or stale. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Plain JavaScript for Node 20 with nothing installed: it is what a newcomer's machine has.
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const OLDEST_NODE = 20;
const TICK_MS = 15_000;

function stop(sentence, advice) {
  console.error(`${sentence}\n  → ${advice}`);
  process.exit(1);
}

function readJson(...path) {
  try {
    return JSON.parse(readFileSync(join(root, ...path), 'utf8'));
  } catch {
    return undefined;
  }
}

/** npm writes what it has installed last of all, so a half-finished install is stale too. */
function librariesAreCurrent() {
  const wanted = readJson('package-lock.json')?.packages ?? {};
  const present = readJson('node_modules', '.package-lock.json')?.packages;
  if (!present || !existsSync(join(root, 'node_modules', '.bin', 'node'))) return false;
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

function npm() {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') && existsSync(script)) return [process.execPath, [script]];
  if (spawnSync('npm', ['--version']).status === 0) return ['npm', []];
  return stop('npm is missing.', 'Install Node.js 20 or later with npm, from https://nodejs.org.');
}

async function installLibraries() {
  const [command, args] = npm();
  const since = Date.now();
  const seconds = () => Math.round((Date.now() - since) / 1000);
  console.log('Installing the libraries (npm ci)');
  const ticker = setInterval(() => console.log(`  … libraries (${seconds()} s)`), TICK_MS);
  const child = spawn(command, [...args, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const code = await new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('close', resolve);
  });
  clearInterval(ticker);
  if (code === 0) return console.log(`  ✓ Libraries (${seconds()} s)`);
  const said = errors.trim().split('\n').slice(0, 8).join('\n  │ ');
  if (/ENOSPC/.test(errors)) stop('The disk is full.', 'Free some space and run the same command again.');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ECONNRESET/.test(errors)) {
    stop(
      `The package registry is out of reach.\n  │ ${said}`,
      'Check the network or npm’s registry setting, then retry.',
    );
  }
  stop(`npm ci failed.\n  │ ${said}`, 'Correct what it says and run the same command again.');
}

async function main() {
  if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
    stop(
      `Node.js ${process.versions.node} is too old.`,
      `Install Node.js ${OLDEST_NODE} or later, from https://nodejs.org.`,
    );
  }
  if (!librariesAreCurrent()) await installLibraries();
  const bin = join(root, 'node_modules', '.bin');
  const [script, ...args] = process.argv.slice(2);
  const child = spawn(join(bin, 'node'), [join(root, script), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
  });
  process.on('SIGINT', () => {}); // Ctrl-C reaches the child by itself: it stops in order, we wait
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => stop(`Node 24 does not run here (${error.message}).`, 'Remove node_modules and retry.'));
  child.on('exit', (code, signal) => process.exit(signal ? 128 + constants.signals[signal] : code));
}

main();
