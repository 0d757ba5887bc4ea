/** The table of routes: who may call each, what the document says of them, what every answer carries. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { allRoutes } from '../../api/app.ts';
import type { DossierRow, Problem } from '../../api/schemas.ts';
import { ROLE_RIGHTS } from '../../domain/rights.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
import { until } from './until.ts';
import { Visitor } from './visitor.ts';
import type { WorkerProcess } from './worker-process.ts';

let pli: Pli;
let worker: WorkerProcess;
let lea: Visitor;
let stranger: Visitor;
let admin: Visitor;
let id: string;
beforeAll(async () => {
  pli = await openPli();
  worker = await pli.startWorker();
  await pli.post.fill([rawLetter()]);
  [lea, stranger, admin] = await Promise.all([pli.signIn('lea'), pli.signIn('stranger'), pli.signIn('admin')]);
  const list = () => lea.get<{ items: DossierRow[] }>('/api/dossiers');
  ({ id } = await until('the dossier', async () => (await list()).items[0]));
});
afterAll(() => pli.close());

/** The table alone: its handlers are never called. */
const ROUTES = allRoutes({ store: { users: null }, hub: null } as never).map(({ method, path, access }) => ({
  ...{ method: method.toUpperCase(), path, access },
}));

describe.each(ROUTES)('$method $path', ({ method, path, access }) => {
  const at = () => path.replace(':id', id).replace(':version', '1');

  if (access === 'public') {
    it('answers whoever asks', async () => {
      const { status } = await new Visitor(pli.url).call(method, at(), method === 'GET' ? {} : { body: {} });
      expect(status).not.toBe(401);
    });
    return;
  }
  it('refuses who is not signed in', async () => {
    const { status, body } = await new Visitor(pli.url).call<Problem>(
      method,
      at(),
      method === 'GET' ? {} : { body: {} },
    );
    expect([status, body.code]).toEqual([401, 'signed-out']);
  });
  if (access !== 'signed-in' && !ROLE_RIGHTS.agent.includes(access))
    it(`refuses who has not the right ${access}`, async () => {
      const { status, body } = await lea.call<Problem>(method, at());
      expect([status, body.code]).toEqual([403, 'forbidden']);
    });
  if (path.startsWith('/api/dossiers/:id'))
    it('knows no dossier of a queue that the caller does not see', async () => {
      const message = { to: [], cc: [], bcc: [], subject: '', html: '', attachments: [] };
      const bodies: Readonly<Record<string, object>> = { commands: { type: 'accept' }, read: { letters: ['l'] } };
      const body = bodies[path.split('/').at(-1) ?? ''] ?? { ...message, baseVersion: 0 };
      const headers = { 'idempotency-key': 'a-long-enough-key' };
      const answer = await stranger.call<Problem>(
        method,
        at(),
        method === 'PUT' || method === 'POST' ? { body, headers } : {},
      );
      expect([answer.status, answer.body.code]).toEqual([404, 'not-found']);
    });
});

it('shows a stranger no dossier, no queue and no count of a queue that is not theirs', async () => {
  for (const query of ['', `?queue=${pli.queue}`, '?desk=inProgress'])
    expect(await stranger.get(`/api/dossiers${query}`)).toEqual({ items: [], next: null });
  expect(await stranger.get('/api/queues')).toEqual({ items: [] });
  expect(await lea.get('/api/queues')).toMatchObject({ items: [{ id: pli.queue, counts: { inProgress: 1 } }] });
  expect((await admin.get<{ items: unknown[] }>('/api/dossiers')).items).toHaveLength(1);
});

describe('the OpenAPI document', () => {
  interface OpenApi {
    readonly openapi: string;
    readonly paths: Record<string, Record<string, { responses: object; requestBody?: object; parameters?: object[] }>>;
    readonly components: { readonly schemas: Record<string, object> };
  }

  it('is 3.1 and has every route', async () => {
    const document = await new Visitor(pli.url).get<OpenApi>('/api/openapi.json');
    expect(document.openapi).toBe('3.1.0');
    const listed = Object.entries(document.paths).flatMap(([path, of]) => Object.keys(of).map((m) => `${m} ${path}`));
    const expected = ROUTES.map(({ method, path }) => `${method.toLowerCase()} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    expect(listed.sort()).toEqual(expected.sort());
  });

  it('has schemas that are JSON Schema 2020-12, whose references all lead somewhere', async () => {
    const document = await new Visitor(pli.url).get<OpenApi>('/api/openapi.json');
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    for (const schema of Object.values(document.components.schemas)) expect(ajv.validateSchema(schema)).toBe(true);
    const references = JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g);
    for (const [, name = ''] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  it('fault X12: says what is served: what is made or begun, streams, uploads, keys', async () => {
    const { paths } = await new Visitor(pli.url).get<OpenApi>('/api/openapi.json');
    const of = (method: string, path: string) => paths[path]?.[method] as Record<string, object>;
    const answers = (method: string, path: string) => Object.keys(of(method, path).responses ?? {});
    expect(answers('post', '/api/mailboxes')).toEqual(['201', 'default']);
    expect(answers('delete', '/api/mailboxes/{id}')).toEqual(['202', 'default']);
    expect(answers('get', '/api/ready')).toEqual(['200', '503', 'default']);
    expect(answers('delete', '/api/session')).toEqual(['204', 'default']);
    expect(of('get', '/api/events').responses).toMatchObject({ 200: { content: { 'text/event-stream': {} } } });
    expect(of('get', '/api/files/{id}').responses).toMatchObject({ 200: { content: { '*/*': {} } } });
    expect(of('post', '/api/files').requestBody).toMatchObject({ content: { '*/*': {} } });
    for (const path of ['/api/dossiers/{id}/commands'])
      expect(of('post', path).parameters).toContainEqual(
        expect.objectContaining({ name: 'Idempotency-Key', in: 'header', required: true }),
      );
  });

  it('has a reader', async () => {
    expect(await new Visitor(pli.url).get('/api/docs')).toContain('swagger-ui');
    expect((await new Visitor(pli.url).call('GET', '/api/docs/assets/swagger-ui.css')).status).toBe(200);
  });
});

it('every answer forbids what a desk never does: scripts from elsewhere, frames around it, guesses at types', async () => {
  const { headers } = await lea.call('GET', '/api/dossiers');
  const policy = headers.get('content-security-policy') ?? '';
  for (const rule of ["default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"])
    expect(policy).toContain(rule);
  expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

it('tells whether it lives, whether its engines answer, and its figures', async () => {
  const anyone = new Visitor(pli.url);
  expect(await anyone.get('/api/health')).toEqual({ ok: true });
  const states = { mongodb: { ok: true }, temporal: { ok: true }, worker: { ok: true } };
  expect(await anyone.get('/api/ready')).toMatchObject(states);
  expect(await anyone.get('/metrics')).toMatch(/pli_http_request_seconds_count\{[^}]*route="\/api\/dossiers"/);
});

it('fault S18: what the build names by content is kept a year, the page that names it is asked for anew; both are compressed', async () => {
  const deskFolder = await mkdtemp(join(tmpdir(), 'pli-desk-'));
  await mkdir(join(deskFolder, 'assets'));
  await writeFile(join(deskFolder, 'assets', 'main-1a2b.js'), `// ${'x'.repeat(5_000)}`);
  await writeFile(join(deskFolder, 'index.html'), '<!doctype html>'.padEnd(5_000));
  const url = await pli.another({ deskFolder });
  const get = async (path: string, headers = {}) => (await fetch(url + path, { headers })).headers;
  const script = await get('/assets/main-1a2b.js', { 'accept-encoding': 'br' });
  expect(script.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(script.get('content-encoding')).toBe('br');
  expect((await get('/')).get('cache-control')).toBe('public, max-age=0');
  expect((await fetch(`${url}/assets/main-gone.js`)).status).toBe(404);
  expect((await get('/api/openapi.json', { 'accept-encoding': 'gzip' })).get('content-encoding')).toBe('gzip');
  const stream = await fetch(`${url}/api/events`, { headers: { cookie: lea.cookie, 'accept-encoding': 'br, gzip' } });
  expect([stream.status, stream.headers.get('content-encoding')]).toEqual([200, null]);
  await stream.body?.cancel();
  await rm(deskFolder, { recursive: true });
});

it('fault X11: the last worker is missed within ten seconds of its death, the next one seen as it starts', async () => {
  const ready = () => new Visitor(pli.url).call('GET', '/api/ready');
  await worker.kill();
  const { body } = await until(
    'the death to be told',
    async () => ((await ready()).status === 503 ? ready() : null),
    10,
  );
  expect(body).toMatchObject({ mongodb: { ok: true }, temporal: { ok: true }, worker: { ok: false } });
  await pli.startWorker();
  await until('the next one', async () => (await ready()).status === 200, 10);
});
