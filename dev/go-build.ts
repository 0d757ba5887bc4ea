/** Builds a Go program from a pinned module (go.mod and go.sum beside this file), with its progress. */
import { join } from 'node:path';
import { findOnPath, run } from './command.ts';
import type { Report } from './console.ts';

export interface GoProgram {
  /** The folder under dev/ that holds go.mod and go.sum. */
  readonly module: string;
  readonly package: string;
}

/** Builds into `output`. Throws when Go is missing, too old or out of reach of its modules. */
export async function goBuild(program: GoProgram, output: string, report: Report): Promise<void> {
  if (!findOnPath('go')) throw new Error('there is no Go here');
  const cwd = join(import.meta.dirname, program.module);
  const env = { ...process.env, GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false' };
  report('fetching its sources');
  const packages = await run('go', ['list', '-deps', program.package], { cwd, env });
  let built = 0;
  report('building');
  await run('go', ['build', '-v', '-trimpath', '-ldflags=-s -w', '-o', output, program.package], {
    cwd,
    env,
    onLine: () => {
      built += 1;
      report(`${built} of at most ${packages.length} packages`);
    },
  });
}
