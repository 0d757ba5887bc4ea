/** Builds the screens when their sources changed since the last build. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CommandFailed, run } from './command.ts';
import type { Report } from './console.ts';
import { hashOf, ROOT } from './sources.ts';
import { Trouble } from './trouble.ts';

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
