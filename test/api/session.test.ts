/** Signing in: the cookie, the guesses, the language. */

import type { Problem, User } from '../../api/schemas.ts';
import { ROLE_RIGHTS } from '../../domain/rights.ts';
import { openPli, type Pli } from './harness.ts';
import { PASSWORD } from './people.ts';
import { Visitor } from './visitor.ts';

let pli: Pli;
beforeAll(async () => {
  pli = await openPli({ watched: false });
});
afterAll(() => pli.close());

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

it('slows down guessing: after ten wrong passwords the right one is refused too, for that address only', async () => {
  for (let i = 0; i < 10; i++)
    expect((await signIn(new Visitor(pli.url), 'stranger@pli.example', `guess ${i}`)).status).toBe(401);
  for (const language of ['fr', 'en']) {
    const headers = { 'accept-language': language };
    const body = { email: 'Stranger@pli.example', password: PASSWORD };
    const answer = await new Visitor(pli.url).call<Problem>('POST', '/api/session', { body, headers });
    expect([answer.status, answer.body.code]).toEqual([429, 'too-many-attempts']);
    expect(answer.body.title).toBe(language === 'fr' ? 'Trop d’essais' : 'Too many attempts');
  }
  expect((await signIn(new Visitor(pli.url), 'lea@pli.example')).status).toBe(200);
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
