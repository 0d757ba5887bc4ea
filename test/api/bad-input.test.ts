/** Bad input: each mistake is a clear problem in the user's language, with its code, and changes nothing. */
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json as consume } from 'node:stream/consumers';
import type { DossierRow, Problem } from '../../api/schemas.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
import { until } from './until.ts';
import type { CallOptions, Visitor } from './visitor.ts';

let pli: Pli;
let lea: Visitor;
let marc: Visitor;
let id: string;
beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  await pli.post.fill([rawLetter({ from: `Claire <${pli.customer.address}>` })]);
  lea = await pli.signIn('lea');
  marc = await pli.signIn('marc');
  const list = () => lea.get<{ items: DossierRow[] }>('/api/dossiers');
  ({ id } = await until('the dossier', async () => (await list()).items[0]));
  await lea.command(id, { type: 'accept' });
});
afterAll(() => pli.close());

/** Everything a call could change. */
async function everything(): Promise<unknown> {
  const { store } = pli;
  const collections = ['dossiers', 'drafts', 'messages', 'timeline', 'files', 'outbox', 'threads', 'users', 'ledger'];
  return Promise.all(collections.map((name) => store.connection.collection(name).find().sort({ _id: 1 }).toArray()));
}

const key = { 'idempotency-key': 'a-key-long-enough' };
const json = { 'content-type': 'application/json' };
const message = (change: object = {}) => ({
  ...{ to: [pli.customer.address], cc: [], bcc: [], subject: 'Re', html: '<p>x</p>', attachments: [] },
  ...change,
});
const draft = (change: object = {}) => ({ ...message(), baseVersion: 0, ...change });
const commands = () => `/api/dossiers/${id}/commands`;
const command = (body: object): CallOptions => ({ body, headers: key });
const replyTo = (change: object) => command({ type: 'replyAndClose', message: message(change) });

type Mistake = [
  what: string,
  method: string,
  path: () => string,
  options: () => CallOptions,
  status: number,
  code: string,
];

const MISTAKES: readonly Mistake[] = [
  ['an unknown field', 'POST', commands, () => command({ type: 'accept', force: true }), 400, 'invalid'],
  [
    'a field of the wrong type',
    'PUT',
    () => `/api/dossiers/${id}/draft`,
    () => ({ body: draft({ to: 'x' }) }),
    400,
    'invalid',
  ],
  ['a missing field', 'POST', commands, () => command({ type: 'replyAndClose' }), 400, 'invalid'],
  ['an unknown command', 'POST', commands, () => command({ type: 'explode' }), 400, 'invalid'],
  ['a line break in the subject', 'POST', commands, () => replyTo({ subject: 'a\r\nBcc: b@c.d' }), 400, 'invalid'],
  ['G8: a subject of 1,025 characters', 'POST', commands, () => replyTo({ subject: 'x'.repeat(1025) }), 400, 'invalid'],
  ['an id that is none', 'GET', () => `/api/dossiers/${encodeURIComponent('../x')}`, () => ({}), 404, 'not-found'],
  ['an id of nothing', 'GET', () => '/api/dossiers/0123456789abcdef01234567', () => ({}), 404, 'not-found'],
  ['a route that does not exist', 'GET', () => '/api/nothing', () => ({}), 404, 'not-found'],
  ['an unknown query', 'GET', () => '/api/dossiers?colour=red', () => ({}), 400, 'invalid'],
  ['a limit out of range', 'GET', () => '/api/dossiers?limit=1000', () => ({}), 400, 'invalid'],
  ['a cursor that is none', 'GET', () => '/api/dossiers?cursor=garbage', () => ({}), 400, 'invalid'],
  [
    'a huge body',
    'PATCH',
    () => '/api/session/preferences',
    () => ({ body: { theme: 'x'.repeat(200_000) } }),
    413,
    'too-large',
  ],
  ['a huge command', 'POST', commands, () => replyTo({ html: 'x'.repeat(21_000_000) }), 413, 'too-large'],
  ['a huge file', 'POST', () => '/api/files?name=f', () => ({ body: Buffer.alloc(25_100_000) }), 413, 'too-large'],
  [
    'a body that is not JSON',
    'POST',
    commands,
    () => ({ body: '{"type":', headers: { ...key, ...json } }),
    400,
    'malformed-json',
  ],
  ['a body of another type', 'POST', commands, () => ({ body: 'type=accept', headers: key }), 415, 'not-json'],
  ['a missing key', 'POST', commands, () => ({ body: { type: 'close' } }), 400, 'key-required'],
  [
    'a short key',
    'POST',
    commands,
    () => ({ body: { type: 'close' }, headers: { 'idempotency-key': 'x' } }),
    400,
    'key-required',
  ],
  ['a stale version', 'POST', commands, () => command({ type: 'close', expectedVersion: 2 }), 409, 'stale'],
  ['a command this state does not know', 'POST', commands, () => command({ type: 'accept' }), 422, 'not-in-this-state'],
  ['nothing to undo', 'POST', commands, () => command({ type: 'undoSend' }), 422, 'nothing-to-undo'],
  ['no recipient', 'POST', commands, () => replyTo({ to: [] }), 422, 'no-recipient'],
  ['an address that is none', 'POST', commands, () => replyTo({ to: ['not an address'] }), 422, 'bad-address'],
  [
    'an attachment of nobody',
    'POST',
    commands,
    () => replyTo({ attachments: [{ id: 'none' }] }),
    422,
    'unknown-attachment',
  ],
  ['a letter of another dossier', 'POST', commands, () => replyTo({ inReplyTo: 'none' }), 422, 'unknown-message'],
  [
    'a draft over one that is not there',
    'PUT',
    () => `/api/dossiers/${id}/draft`,
    () => ({ body: draft({ baseVersion: 3 }) }),
    409,
    'draft-conflict',
  ],
  [
    'a foreign Origin',
    'POST',
    commands,
    () => foreign({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }),
    403,
    'foreign-origin',
  ],
  [
    'a sibling site',
    'DELETE',
    () => `/api/dossiers/${id}/draft`,
    () => foreign({ 'sec-fetch-site': 'same-site' }),
    403,
    'foreign-origin',
  ],
  [
    'a wrong password',
    'POST',
    () => '/api/session',
    () => ({ body: { email: 'lea@pli.example', password: 'x' } }),
    401,
    'bad-credentials',
  ],
];

function foreign(headers: Record<string, string>): CallOptions {
  return { body: { type: 'close' }, headers: { ...key, ...headers } };
}

describe.each([
  ['fr', () => lea],
  ['en', () => marc],
] as const)('in %s', (language, visitor) => {
  it.each(MISTAKES)('%s is refused, and nothing is changed', async (_, method, path, options, status, code) => {
    const before = await everything();
    const { cookie } = visitor();
    const headers = { 'accept-language': language, ...options().headers };
    const answer = await visitor().call<Problem>(method, path(), { ...options(), headers });
    visitor().cookie = cookie;
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ status, title: expect.any(String), type: `/api/docs#${code}` });
    expect(/\b(le|la|un|une|de|du|votre|vous|n’|est)\b/i.test(answer.body.detail)).toBe(language === 'fr');
    expect(await everything()).toEqual(before);
  });
});

it('A2: a recipient who is not on the letter is refused without the right, named, and nothing is sent', async () => {
  const before = await everything();
  const answer = await lea.call<Problem>('POST', commands(), replyTo({ to: ['other@customer.example'] }));
  expect(answer).toMatchObject({ status: 403, body: { code: 'recipient-locked' } });
  expect(answer.body.detail).toContain('other@customer.example');
  expect(await everything()).toEqual(before);
});

it('names each wrong field of a refused body', async () => {
  const body = draft({ to: 'x', subject: 1, extra: true });
  const { errors = [] } = (await lea.call<Problem>('PUT', `/api/dossiers/${id}/draft`, { body })).body;
  expect(errors.map((e) => e.path).sort()).toEqual(['/extra', '/subject', '/to']);
});

it('a stale command is told what has changed since', async () => {
  const { body } = await lea.command<Problem>(id, { type: 'close', expectedVersion: 2 });
  expect(body).toMatchObject({
    version: 4,
    changes: [
      { seq: 3, type: 'moved' },
      { seq: 4, type: 'assigned' },
    ],
  });
});

it('takes an unsafe request without Sec-Fetch-Site only from our own Origin', async () => {
  const patch = (headers: Record<string, string>) =>
    fetch(`${pli.url}/api/session/preferences`, {
      method: 'PATCH',
      headers: { cookie: lea.cookie, ...json, ...headers },
      body: '{}',
    });
  const codes = await Promise.all([patch({}), patch({ origin: 'https://evil.example' }), patch({ origin: pli.url })]);
  expect(codes.map((r) => r.status)).toEqual([403, 403, 200]);
});

it('fault X10: a body of more values, or deeper ones, than any request needs is refused before it is read', async () => {
  const before = await everything();
  const keys = JSON.stringify(Object.fromEntries(Array.from({ length: 21_000 }, (_, i) => [`k${i}`, i])));
  const deep = '['.repeat(5_000) + ']'.repeat(5_000);
  const many = `{"type":"accept","a":[${'0,'.repeat(30_000)}0]}`;
  for (const body of [keys, deep, many]) {
    const answer = await lea.call<Problem>('POST', commands(), { body, headers: { ...key, ...json } });
    expect([answer.status, answer.body.code, answer.body.errors]).toEqual([400, 'too-many-values', undefined]);
  }
  const text = JSON.stringify({ type: 'x', a: '[{,"\\'.repeat(20_000) });
  const inWords = await lea.call<Problem>('POST', commands(), { body: text, headers: { ...key, ...json } });
  expect([inWords.status, inWords.body.code]).toEqual([400, 'invalid']);
  expect(await everything()).toEqual(before);
});

/** Half of a long body, on a connection that is to close with the answer; the rest once the others were answered. */
async function inTwoHalves(path: string, headers: Record<string, string>, others: () => Promise<unknown>) {
  const half = Buffer.alloc(2_000_000, ' ');
  const call = request(`${pli.url}${path}`, { method: 'POST', headers: { ...headers, 'content-length': 4_000_000 } });
  const answered = once(call, 'response').then(async ([response]) => [response.statusCode, await problemOf(response)]);
  let isAnswered = false;
  answered.then(() => (isAnswered = true)).catch(() => {});
  await new Promise((written) => call.write(half, written));
  await others();
  const isEarly = isAnswered;
  call.end(half);
  return { isEarly, answer: await answered };
}

const problemOf = async (response: IncomingMessage) => ((await consume(response)) as Problem).code;

it('fault X10: a long body is heard to its end before it is refused, on a connection that closes with the answer too', async () => {
  const keys = JSON.stringify(Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [`key${i}`, i])));
  const refused = await lea.call<Problem>('POST', commands(), { body: keys, headers: { ...key, ...json } });
  expect([refused.status, refused.body.code]).toEqual([400, 'too-many-values']);
  const own = { ...key, ...json, cookie: lea.cookie, 'sec-fetch-site': 'same-origin', connection: 'close' };
  const refusals: [path: string, headers: Record<string, string>, status: number, code: string][] = [
    [commands(), {}, 400, 'malformed-json'],
    ['/api/session', {}, 413, 'too-large'],
    ['/api/preview', { cookie: '' }, 401, 'signed-out'],
    ['/api/preview', { 'content-type': 'text/plain' }, 415, 'not-json'],
    ['/api/preview', { 'sec-fetch-site': 'cross-site' }, 403, 'foreign-origin'],
    ['/api/mailboxes', {}, 403, 'forbidden'],
    ['/api/nothing', {}, 404, 'not-found'],
  ];
  for (const [path, headers, status, code] of refusals) {
    const others = () => fetch(`${pli.url}${path}`, { method: 'POST', headers: { ...own, ...headers }, body: '{}' });
    const { isEarly, answer } = await inTwoHalves(path, { ...own, ...headers }, others);
    expect([path, isEarly, ...answer]).toEqual([path, false, status, code]);
  }
});
