/** Builds the screens when their sources changed since the last build. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandFailed, run } from './command.ts';
import type { Report } from './console.ts';
import { Trouble } from './trouble.ts';

const ROOT = join(import.meta.dirname, '..');
const OUTPUT = join(ROOT, 'dist', 'admin-ui');
/** Everything the screens are built from; of the API they take types alone. */
const SOURCES = ['admin-ui', 'domain', 'vite.config.ts', 'package-lock.json'];

export async function buildScreens(report: Report): Promise<void> {
  const stamp = join(OUTPUT, '.sources');
  const sources = hashOf(SOURCES);
  if (existsSync(join(OUTPUT, 'index.html')) && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) {
    report('unchanged');
    return;
  }
  report('building');
  // Beside its place, then moved there whole: two may build at once, and a build may be interrupted.
  const fresh = `${OUTPUT}.${process.pid}`;
  const args = ['build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'error'];
  try {
    await run(join(ROOT, 'node_modules', '.bin', 'vite'), args, { cwd: ROOT }).catch(cannotBuild);
    writeFileSync(join(fresh, '.sources'), sources);
    rmSync(OUTPUT, { recursive: true, force: true });
    renameSync(fresh, OUTPUT);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  report('built');
}

function cannotBuild(error: CommandFailed): never {
  const said = error.lastLines.map((line) => `\n    │ ${line}`).join('');
  throw new Trouble(`The screens could not be built.${said}`, 'Run `npm run build` to see it all.', { cause: error });
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesUnder(join(ROOT, path)))) {
    hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
