/** Server-sent events: at once, only to those concerned, and none missed by who was away. */
import type { DossierRow } from '../../api/schemas.ts';
import { type EventStream, listen, type StreamEvent } from './event-source.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
import { pause, until } from './until.ts';
import type { Visitor } from './visitor.ts';

let pli: Pli;
let lea: Visitor;
let id: string;
const streams: EventStream[] = [];
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  await pli.post.fill([rawLetter()]);
  lea = await pli.signIn('lea');
  const list = () => lea.get<{ items: DossierRow[] }>('/api/dossiers');
  ({ id } = await until('the dossier', async () => (await list()).items[0]));
});
afterAll(async () => {
  await Promise.all(streams.map((stream) => stream.close()));
  await pli.close();
});

async function open(visitor: Visitor, lastId?: string): Promise<EventStream> {
  const stream = await listen(visitor, lastId);
  streams.push(stream);
  return stream;
}

const isVersion = (version: number) => (e: StreamEvent) => e.event === 'dossier' && e.data.version === version;
const command = async (type: string) => (await lea.command(id, { type })).body.version;

it('tells of a new letter', async () => {
  const stream = await open(lea);
  await pli.post.fill([rawLetter({ subject: 'live' })]);
  const told = await stream.next('the letter', (e) => e.event === 'dossier' && e.data.id !== id);
  expect(told.data).toMatchObject({ state: 'new', subject: 'live' });
});

it('tells of a command, and of a draft without its text', async () => {
  const stream = await open(lea);
  const version = await command('accept');
  const moved = await stream.next('the move', isVersion(version));
  expect(moved.data).toMatchObject({ id, state: 'open' });
  const content = { to: [], cc: [], bcc: [], subject: 'secret', html: '<p>secret</p>', attachments: [] };
  await lea.call('PUT', `/api/dossiers/${id}/draft`, { body: { ...content, baseVersion: 0 } });
  const drafted = await stream.next('the draft', (e) => e.event === 'draft');
  expect(drafted.data).toEqual({ dossierId: id, version: 1, author: 'lea' });
});

it('resumes after Last-Event-ID with exactly what was missed, however long ago', async () => {
  const stayed = await open(lea);
  const left = await open(lea);
  const first = await left.next('the first', isVersion(await command('close')));
  const second = await left.next('the second', isVersion(await command('reopen')));
  await left.close();
  await command('close');
  await stayed.next('the fourth', isVersion(await command('reopen')));

  const [back, later] = [await open(lea, second.id), await open(lea, first.id)];
  const fifth = isVersion(await command('close'));
  await Promise.all([stayed, back, later].map((stream) => stream.next('the fifth', fifth)));
  // Her presence is told too, just after or just before.
  const ids = ({ events }: EventStream) => events.filter((e) => e.event === 'dossier').map((e) => e.id);
  const after = ({ id: known }: StreamEvent) => ids(stayed).filter((id) => id > known);
  expect(ids(back)).toEqual(after(second));
  expect(ids(later)).toEqual(after(first));
  expect(ids(back)).toHaveLength(3);
});

it('tells who comes back with an id that nobody knows to read everything again', async () => {
  const stream = await open(lea, 'AB'.repeat(30));
  expect((await stream.next('reset', (e) => e.event === 'reset')).data).toEqual({});
  await stream.next('what comes after', isVersion(await command('reopen')));
});

it('tells nobody of a queue that is not theirs', async () => {
  const [stranger, admin] = [await open(await pli.signIn('stranger')), await open(await pli.signIn('admin'))];
  await admin.next('the move', isVersion(await command('close')));
  await pause(500);
  expect(stranger.events).toEqual([]);
});
