/** Finds what `npm start` runs, for the tools that look into it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { answers } from './ports.ts';
import { Trouble } from './trouble.ts';

/** The MongoDB of a running `npm start` on this data folder. @throws Trouble when none runs. */
export async function runningMongoUrl(data: string): Promise<string> {
  const port = portOf(data, 'mongo');
  if (port !== undefined && (await answers(port))) return `mongodb://127.0.0.1:${port}/pli?directConnection=true`;
  throw new Trouble('No MongoDB is running here.', 'Set MONGODB_URL, or run `npm start` first.');
}

/** The Temporal of a running `npm start` on this data folder. @throws Trouble when none runs. */
export async function runningTemporalAddress(data: string): Promise<string> {
  const port = portOf(data, 'temporal');
  if (port !== undefined && (await answers(port))) return `127.0.0.1:${port}`;
  throw new Trouble('No Temporal is running here.', 'Set TEMPORAL_ADDRESS, or run `npm start` first.');
}

function portOf(data: string, engine: 'mongo' | 'temporal'): number | undefined {
  try {
    return (JSON.parse(readFileSync(join(data, 'ports.json'), 'utf8')) as Record<string, number>)[engine];
  } catch {
    return undefined;
  }
}
