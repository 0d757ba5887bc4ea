/** Signing in: the cookie, the guesses, the language. */

import { createSignInLimit } from '../../api/people/sign-in-limit.ts';
import type { Problem, User } from '../../api/schemas.ts';
import { ROLE_RIGHTS } from '../../domain/rights.ts';
import { openPli, type Pli } from './harness.ts';
import { PASSWORD } from './people.ts';
import { until } from './until.ts';
import { Visitor } from './visitor.ts';

let pli: Pli;
beforeAll(async () => {
  pli = await openPli({ watched: false });
});
afterAll(() => pli.close());

async function someone() {
  const user = await pli.store.users.get('lea');
  if (!user) throw new Error('nobody');
  return user;
}
const signIn = (who: Visitor, email: string, password = PASSWORD) =>
  who.call<User & Problem>('POST', '/api/session', { body: { email, password } });

it('gives a cookie that scripts cannot read and other sites do not send', async () => {
  const { headers, body } = await signIn(new Visitor(pli.url), ' LEA@Pli.example');
  expect(headers.get('set-cookie')).toMatch(/^pli=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/);
  expect(body).toMatchObject({ id: 'lea', rights: [...ROLE_RIGHTS.agent], queues: [pli.queue] });
  expect(JSON.stringify(body)).not.toContain('scrypt');
});

it('gives a new session at each sign-in, and the one before is worth nothing', async () => {
  const lea = new Visitor(pli.url);
  await signIn(lea, 'lea@pli.example');
  const planted = lea.cookie;
  await signIn(lea, 'lea@pli.example');
  expect(lea.cookie).not.toBe(planted);
  const thief = new Visitor(pli.url);
  thief.cookie = planted;
  expect((await thief.call('GET', '/api/session')).status).toBe(401);
  expect((await lea.call('GET', '/api/session')).status).toBe(200);
});

it('forgets the session at sign-out', async () => {
  const lea = await pli.signIn('lea');
  const { cookie } = lea;
  expect((await lea.call('DELETE', '/api/session')).status).toBe(204);
  lea.cookie = cookie;
  expect((await lea.call('GET', '/api/session')).status).toBe(401);
});

it('refuses a cookie it did not sign', async () => {
  const lea = await pli.signIn('lea');
  lea.cookie = `${lea.cookie.slice(0, -6)}AAAAAA`;
  expect((await lea.call('GET', '/api/session')).status).toBe(401);
});

it('says the same of a wrong password and of an address nobody has', async () => {
  const [wrong, unknown] = [
    await signIn(new Visitor(pli.url), 'marc@pli.example', 'wrong'),
    await signIn(new Visitor(pli.url), 'nobody@pli.example', 'wrong'),
  ];
  expect([wrong.status, wrong.body]).toEqual([401, unknown.body]);
});

describe('guessing', () => {
  const guess = (email: string, headers = {}, password = 'wrong') =>
    new Visitor(pli.url).call<Problem>('POST', '/api/session', { body: { email, password }, headers });

  it('fault X6: of forty guesses at once ten are looked at; the others are told how long to wait, in words', async () => {
    const all = await Promise.all(Array.from({ length: 40 }, () => guess('stranger@pli.example')));
    expect(all.filter(({ status }) => status === 401)).toHaveLength(10);
    for (const [language, title, words] of [
      ['fr', 'Trop d’essais', /dans (\d+\ssecondes?|1\sminute)\.$/],
      ['en', 'Too many attempts', /in (\d+\sseconds?|1\sminute)\.$/],
    ] as const) {
      const refused = await guess('Stranger@pli.example', { 'accept-language': language }, PASSWORD);
      expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-attempts', title } });
      expect(refused.body.detail).toMatch(words);
      const seconds = Number(refused.headers.get('retry-after'));
      expect([seconds > 0, seconds <= 60]).toEqual([true, true]);
    }
    expect((await signIn(new Visitor(pli.url), 'lea@pli.example')).status).toBe(200);
  });

  it('fault X6: many sign-ins at once keep no file waiting', async () => {
    let done = 0;
    const all = Array.from({ length: 20 }, async (_, i) => {
      await guess(`many-${i}@pli.example`);
      done += 1;
    });
    const files = await Promise.all([1, 2, 3, 4].map(() => fetch(`${pli.url}/session.test.ts`)));
    expect([files.map(({ status }) => status), done < 10]).toEqual([[200, 200, 200, 200], true]);
    await Promise.all(all);
  });

  it('fault R4: a made-up X-Forwarded-For is no other source, unless it comes from a proxy that is trusted', async () => {
    const victim = async (email: string, url: string) => {
      await pli.store.users.upsert({ ...(await someone()), _id: email.split('@')[0] ?? '', email });
      const from = (source: string, password: string) =>
        new Visitor(url).call<Problem>('POST', '/api/session', {
          body: { email, password },
          headers: { 'x-forwarded-for': source },
        });
      expect((await from('192.0.2.1', PASSWORD)).status).toBe(200);
      for (let i = 0; i < 10; i++) expect((await from(`198.51.100.${i}`, 'wrong')).status).toBe(401);
      return [(await from('198.51.100.99', PASSWORD)).status, (await from('192.0.2.1', PASSWORD)).status];
    };
    expect(await victim('spoofed@pli.example', pli.url)).toEqual([429, 429]);
    const behind = await pli.another({ trustedProxies: ['loopback'] });
    expect(await victim('elsewhere@pli.example', behind)).toEqual([429, 200]);
    expect(pli.logs()).toContain('set TRUST_PROXY');
  });

  const wrong = async () => null;
  const right = async () => 'signed in';
  const waits = (attempt: Promise<unknown>) =>
    attempt.then(
      (found) => found,
      (error) => error.retryAfter,
    );

  it('fault X6: an account is locked for longer each time, and for one try only between; a right password forgets it', async () => {
    const { attempt } = createSignInLimit(pli.store);
    const lapse = () => pli.store.connection.collection('attempts').deleteOne({ key: 'tries:growing@pli.example' });
    const tries = async (check: () => Promise<string | null>) => waits(attempt('s', 'Growing@pli.example ', check));
    for (let i = 0; i < 10; i++) expect(await tries(wrong)).toBeNull();
    for (const seconds of [60, 120, 240, 480, 960, 1920, 3600, 3600]) {
      expect([await tries(right), await tries(right)]).toEqual([seconds, seconds]);
      await lapse();
      expect(await tries(wrong)).toBeNull();
    }
    await lapse();
    expect(await tries(right)).toBe('signed in');
    for (let i = 0; i < 10; i++) expect(await tries(wrong)).toBeNull();
    expect(await tries(right)).toBe(60);
  });

  it('fault X6: a source is locked only when it tried many accounts, and not for those who sign in from it', async () => {
    const { attempt } = createSignInLimit(pli.store);
    const from = (email: string, check: () => Promise<string | null>) => waits(attempt('office', email, check));
    expect(await from('regular@x', right)).toBe('signed in');
    for (let i = 0; i < 100; i++) await from(`victim-${i % 10}@x`, wrong);
    expect(await from('newcomer@x', right)).toBe('signed in');
    for (let i = 0; i < 190; i++) await from(`name-${i}@x`, wrong);
    expect(await from('late@x', right)).toBeGreaterThan(3000);
    expect(await from('late@x', right)).toBeGreaterThan(3000);
    expect([await from('regular@x', right), await from('newcomer@x', right)]).toEqual(['signed in', 'signed in']);
    expect(await waits(attempt('elsewhere', 'late@x', right))).toBe('signed in');
  });
});

it('fault R4: people sign in behind a proxy that ends TLS on another host, whatever it says of itself', async () => {
  const desk = new Visitor(await pli.another({ publicUrl: 'https://desk.example' }));
  const { status, headers } = await signIn(desk, 'lea@pli.example');
  expect(status).toBe(200);
  expect(headers.get('set-cookie')).toMatch(
    /^__Host-pli=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect((await desk.call('GET', '/api/session')).status).toBe(200);
  const change = (headers: object) =>
    fetch(`${desk.url}/api/session/preferences`, {
      ...{ method: 'PATCH', body: '{"language":"fr"}' },
      headers: { cookie: desk.cookie, 'content-type': 'application/json', ...headers },
    });
  expect((await change({ origin: 'https://desk.example' })).status).toBe(200);
  expect((await change({ origin: 'https://evil.example' })).status).toBe(403);
  expect((await change({})).status).toBe(403);
});

describe('the end of a session', () => {
  const isIn = async (who: Visitor) => (await who.call('GET', '/api/session')).status === 200;

  it('fault X8: comes at its time, however much it is used', async () => {
    const url = await pli.another({ sessionLimits: { maxMs: 1500, idleMs: 600_000 } });
    const lea = await pli.signIn('lea', url);
    expect(await isIn(lea)).toBe(true);
    await until('the end', async () => !(await isIn(lea)));
    expect((await signIn(lea, 'lea@pli.example')).status).toBe(200);
  });

  it('fault X8: comes when nothing was asked for so long; each request puts it off', async () => {
    const url = await pli.another({ sessionLimits: { maxMs: 3_600_000, idleMs: 20_000 } });
    const stored = pli.store.connection.collection<{ _id: string; expires: Date }>('sessions');
    const lea = await pli.signIn('lea', url);
    const _id = decodeURIComponent(lea.cookie).split(/[:.]/)[1] ?? '';
    const left = async () => ((await stored.findOne({ _id }))?.expires.getTime() ?? 0) - Date.now();
    expect(await left()).toBeLessThanOrEqual(20_000);
    const expires = new Date(Date.now() + 10_000);
    await stored.updateOne({ _id }, { $set: { expires, lastModified: new Date(0) } });
    expect(await isIn(lea)).toBe(true);
    await until('more time', async () => (await left()) > 15_000);
    await stored.updateOne({ _id }, { $set: { expires: new Date() } });
    expect(await isIn(lea)).toBe(false);
  });

  it('fault X8: comes with another password, for every session but the one that asked', async () => {
    const [here, there] = [await pli.signIn('marc'), await pli.signIn('marc')];
    const change = (current: string, next: string) =>
      here.call<Problem>('PUT', '/api/session/password', { body: { current, next } });
    expect(await change('not mine', 'another password')).toMatchObject({
      status: 422,
      body: { code: 'wrong-password' },
    });
    expect((await change(PASSWORD, 'short')).status).toBe(400);
    expect([await isIn(here), await isIn(there)]).toEqual([true, true]);
    const { cookie } = here;
    expect((await change(PASSWORD, 'another password')).status).toBe(204);
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
    const stolen = new Visitor(pli.url);
    stolen.cookie = cookie;
    expect(await isIn(stolen)).toBe(false);
    expect((await signIn(new Visitor(pli.url), 'marc@pli.example')).status).toBe(401);
    const again = await signIn(new Visitor(pli.url), 'marc@pli.example', 'another password');
    expect(again.status).toBe(200);
  });
});

it('O12: the user’s own language wins over the browser’s once signed in', async () => {
  const lea = await pli.signIn('lea');
  const title = async () => {
    const options = { headers: { 'accept-language': 'en' } };
    return (await lea.call<Problem>('GET', '/api/dossiers/none', options)).body.title;
  };
  expect(await title()).toBe('Introuvable');
  await lea.call('PATCH', '/api/session/preferences', { body: { language: 'en' } });
  expect(await title()).toBe('Not found');
});
