/** Builds the screens when their sources changed since the last build. */
import { join } from 'node:path';
import { built, ROOT } from './built.ts';
import { type CommandFailed, run } from './command.ts';
import type { Report } from './console.ts';
import { Trouble } from './trouble.ts';

export async function buildScreens(report: Report): Promise<void> {
  const { isNew } = await built({
    name: 'admin-ui',
    // Of the API they take types alone.
    sources: ['admin-ui', 'domain', 'vite.config.ts', 'package-lock.json'],
    build: (folder) => {
      report('building');
      const args = ['build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'];
      return run(join(ROOT, 'node_modules', '.bin', 'vite'), args, { cwd: ROOT }).catch(cannotBuild);
    },
  });
  report(isNew ? 'built' : 'unchanged');
}

function cannotBuild(error: CommandFailed): never {
  const said = error.lastLines.map((line) => `\n    │ ${line}`).join('');
  throw new Trouble(`The screens could not be built.${said}`, 'Run `npm run build` to see it all.', { cause: error });
}
