/** Files given to clamd, and what is known of them when it does not answer. */
import { createServer } from 'node:net';
import { createAntivirus } from '../../mail/read/antivirus.ts';
import { type Clamd, type ClamdOptions, EICAR, startClamd } from './clamd.ts';

const running: Clamd[] = [];
async function clamd(options?: ClamdOptions): Promise<Clamd> {
  const started = await startClamd(options);
  running.push(started);
  return started;
}
afterAll(() => Promise.all(running.map((one) => one.close())));

it('tells the infected file from those around it, an empty one and one of several pieces among them', async () => {
  const { url, read } = await clamd({ maxBytes: 10_000_000 });
  const large = Buffer.alloc(3_500_000, 7);
  const verdicts = await createAntivirus(url).scan([Buffer.from('hello'), Buffer.from(EICAR), Buffer.alloc(0), large]);
  expect(verdicts).toEqual([
    { state: 'clean' },
    { state: 'infected', virus: 'Eicar-Test-Signature' },
    { state: 'clean' },
    { state: 'clean' },
  ]);
  expect(read).toEqual([5, 68, 0, 3_500_000]);
});

it('finds what begins in one piece and ends in the next', async () => {
  const { url } = await clamd({ maxBytes: 10_000_000 });
  const file = Buffer.concat([Buffer.alloc((1 << 20) - 30, 7), Buffer.from(EICAR)]);
  expect(await createAntivirus(url).scan([file])).toMatchObject([{ state: 'infected' }]);
});

it('leaves unscanned what is too long for it, and goes on', async () => {
  const { url } = await clamd({ maxBytes: 1000 });
  expect(await createAntivirus(url).scan([Buffer.alloc(2000), Buffer.from(EICAR)])).toEqual([
    { state: 'unscanned', reason: 'INSTREAM size limit exceeded. ERROR' },
    { state: 'infected', virus: 'Eicar-Test-Signature' },
  ]);
});

it('leaves everything unscanned when it cannot be reached', async () => {
  const gone = await clamd();
  await gone.close();
  const verdicts = await createAntivirus(gone.url).scan([Buffer.from('a'), Buffer.from('b')]);
  expect(verdicts).toEqual(Array(2).fill({ state: 'unscanned', reason: expect.stringContaining('ECONNREFUSED') }));
});

it('waits once, not once a file, for one that says nothing', async () => {
  const { url, calls } = await clamd({ silent: true });
  const verdicts = await createAntivirus(url, 300).scan(Array(5).fill(Buffer.from('a')));
  expect(verdicts).toEqual(Array(5).fill({ state: 'unscanned', reason: 'ClamAV: no answer in time' }));
  expect(calls()).toBe(1);
});

it.each([
  ['ends without an answer', '', 'ClamAV: the connection was closed without an answer'],
  ['says something else', 'HTTP/1.1 400 Bad Request\r\n\r\n\0', 'HTTP/1.1 400 Bad Request'],
  ['goes on for ever', 'x'.repeat(10_000), 'ClamAV: not its protocol'],
])('leaves unscanned what goes to a server that %s', async (_what, answer, reason) => {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(answer));
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  const verdicts = await createAntivirus(`tcp://127.0.0.1:${port}`).scan([Buffer.from('a')]);
  expect(verdicts).toEqual([{ state: 'unscanned', reason }]);
  await new Promise((resolve) => server.close(resolve));
});
