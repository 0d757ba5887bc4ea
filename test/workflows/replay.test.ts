/** The replay gate: every history kept, of every path and release, replays on today's workflow code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import proto from '@temporalio/proto';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { testEngines } from '../setup/engines.ts';
import { PATHS } from './paths.ts';

const FOLDER = join(process.cwd(), 'test', 'histories');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.bin'));
const { workflowBundle } = testEngines();

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
});

it('there is a history of each path', () => {
  for (const { name } of PATHS) expect(files.filter((file) => file.startsWith(`${name}.`))).not.toEqual([]);
});

const { History } = proto.temporal.api.history.v1;
const read = (file: string) => History.decode(readFileSync(join(FOLDER, file)));

it.each(files)('%s replays', async (file) => {
  await Worker.runReplayHistory({ workflowBundle }, read(file), 'dossier-replayed');
});

it('a history that other code wrote does not replay', async () => {
  const { events } = read(files[0] ?? '');
  const altered = History.create({ events: events.filter((e) => !e.markerRecordedEventAttributes) });
  await expect(Worker.runReplayHistory({ workflowBundle }, altered, 'dossier-altered')).rejects.toThrow();
});
