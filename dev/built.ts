/** What is built from sources under `dist/`, again only when they changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

interface Recipe {
  /** The name of its folder under `dist/`. */
  readonly name: string;
  /** Everything it is built from: files and folders of the project. */
  readonly sources: readonly string[];
  /** Fills the folder it is given. */
  readonly build: (folder: string) => Promise<unknown>;
}

interface Built {
  readonly folder: string;
  readonly isNew: boolean;
}

/** Two may build at once, and a build may be interrupted: it is made beside its place, then moved there whole. */
export async function built({ name, sources, build }: Recipe): Promise<Built> {
  const folder = join(ROOT, 'dist', name);
  const stamp = join(folder, '.sources');
  const now = hashOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return { folder, isNew: false };
  const fresh = `${folder}.${process.pid}`;
  try {
    mkdirSync(fresh, { recursive: true });
    await build(fresh);
    writeFileSync(join(fresh, '.sources'), now);
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return { folder, isNew: true };
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
