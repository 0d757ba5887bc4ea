/** A2, O2 and O3 against an agent who asks for whatever the API can be asked, in any order and all at once. */
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { TestAccount } from '../setup/engines.ts';
import { answer, detailOf, does, newDossier, refusal } from './desk.ts';
import { openPli, type Pli } from './harness.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

const REFUND =
  '<p>Bonjour, nous remboursons votre commande sous huit jours, sur la carte bancaire utilisée pour le paiement.</p>';
/** Two words of it are others, one is cut by signs that nobody sees. */
const REWORDED = REFUND.replace('huit jours', 'une semaine').replace('commande', 'com\u200Bmande');
const PLAIN = '<p>Bonjour, votre colis est parti.</p>';

/** With an undo, within the updates a workflow has under way at most. */
const AT_ONCE = 8;

let pli: Pli;
let lea: Visitor;
let sam: Visitor;
let admin: Visitor;
let colleague: TestAccount;
let stranger: TestAccount;

beforeAll(async () => {
  pli = await openPli();
  await pli.startWorker();
  [lea, sam, admin] = await Promise.all([pli.signIn('lea'), pli.signIn('sam'), pli.signIn('admin')]);
  [colleague, stranger] = [pli.engines.newAccount(), pli.engines.newAccount()];
  await admin.call('PUT', '/api/templates/refund', { body: { name: 'Remboursement', html: REFUND } });
  await admin.call('PUT', '/api/templates/greeting', { body: { name: 'Bonjour', html: PLAIN } });
  const policy = {
    name: 'Remboursements',
    enabled: true,
    agents: [],
    queues: [],
    templates: ['refund'],
    sampleRate: 1,
  };
  await admin.call('PUT', '/api/policies/refunds', { body: policy });
});
afterAll(() => pli.close());

const reply = (html: string, change: object = {}) => ({ type: 'replyKeepOpen', message: answer(pli, html, change) });
const everyMessage = (id: string) => pli.store.messages.everyOne(id);

/** Whom an agent may write to in answer to that letter. */
function allowed(letters: readonly MessageDocument[], inReplyTo: unknown): Set<string> {
  const answered = letters.find(({ _id }) => _id === inReplyTo);
  const stands = answered && ['received', 'sent'].includes(answered.status);
  const people = stands ? [answered.from, ...answered.replyTo, ...answered.to, ...answered.cc] : [];
  return new Set([pli.customer.address, ...people.map(({ email }) => email)]);
}

/** A dossier with a letter received, a reply that left with a copy to a colleague, and two that did not, to a stranger. */
async function history(subject: string): Promise<string> {
  const { id } = await newDossier(pli, subject);
  await does(lea, id, reply(PLAIN, { cc: [colleague.address], subject: `Re: ${subject}` }));
  await until('the reply to have left', async () => (await pli.store.dossiers.get(id))?.sent.length === 1, 60);
  await does(lea, id, reply(PLAIN, { cc: [stranger.address] }));
  await does(lea, id, { type: 'undoSend' });
  const message = answer(pli, PLAIN, { cc: [stranger.address] });
  await does(lea, id, { type: 'submitForValidation', message });
  await does(sam, id, { type: 'refuse', reason: 'non' });
  return id;
}

it('faults X4, X5: whatever is asked, nothing leaves to whom A2 forbids, nor unread what O3 covers, nor unseen by O2', async () => {
  const id = await history('hostile');
  const known = await everyMessage(id);
  expect(known.map(({ status }) => status).sort()).toEqual(['received', 'refused', 'sent', 'withdrawn']);
  const choices = ['replyKeepOpen', 'submitForValidation'].flatMap((type) =>
    [undefined, ...known.map(({ _id }) => _id)].flatMap((inReplyTo) =>
      [pli.customer.address, colleague.address, stranger.address.toUpperCase()].flatMap((to) =>
        [
          { html: PLAIN },
          { html: PLAIN, template: 'refund' },
          { html: REFUND },
          { html: REWORDED, template: 'greeting' },
          { html: PLAIN, template: 'no-such-template' },
        ].map(({ html, ...template }) => ({
          type,
          message: answer(pli, html, { to: [to], inReplyTo, ...template }),
        })),
      ),
    ),
  );
  /** What stands now that was asked; taken back, so that the next is asked of the same dossier. */
  async function takeBack(): Promise<MessageDocument[]> {
    const { outgoing, validation } = await detailOf(lea, id);
    const ids = [...outgoing.map(({ message }) => message), ...(validation ? [validation.message] : [])];
    const messages = await pli.store.messages.getAll(ids);
    for (const { _id, status, to, inReplyTo, html, begunFrom = [] } of messages) {
      const may = allowed(await everyMessage(id), inReplyTo);
      expect({ _id, foreign: to.filter(({ email }) => !may.has(email)) }).toEqual({ _id, foreign: [] });
      const isCovered = begunFrom.includes('refund') || html?.includes('remboursons');
      if (isCovered) expect({ _id, status }).toEqual({ _id, status: 'validating' });
    }
    if (outgoing.length > 0) await does(lea, id, { type: 'undoSend' });
    if (validation) await does(sam, id, { type: 'refuse', reason: 'non' });
    await lea.call('DELETE', `/api/dossiers/${id}/draft`);
    return messages;
  }
  // Shuffled, by as many at once as a workflow takes: each stands beside others refused or taken back in the same moment.
  const shuffled = choices.toSorted((a, b) => order(a).localeCompare(order(b)));
  let stood = 0;
  for (let at = 0; at < shuffled.length; at += AT_ONCE) {
    const asked = shuffled.slice(at, at + AT_ONCE);
    const answers = await Promise.all([...asked, { type: 'undoSend' }].map((body) => lea.command(id, body)));
    expect(answers.map(({ status }) => status).filter((status) => ![200, 403, 409, 422].includes(status))).toEqual([]);
    stood += (await takeBack()).length;
  }
  expect(stood).toBeGreaterThan(10);
  const letters = await pli.post.read(stranger);
  expect(letters).toEqual([]);
});

/** An order that is the same each time and has nothing to do with how they were made. */
const order = (choice: object) =>
  [...JSON.stringify(choice)].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) % 65_521, 7).toString();

it('fault X4: the letter that copied a stranger and was taken back makes them nobody to write to', async () => {
  const { id } = await newDossier(pli, 'taken back');
  await does(lea, id, reply(PLAIN, { cc: [stranger.address] }));
  const [held] = (await detailOf(lea, id)).outgoing;
  await does(lea, id, { type: 'undoSend' });
  const toStranger = reply(PLAIN, { to: [stranger.address], inReplyTo: held?.message });
  expect(await refusal(lea, id, toStranger)).toEqual([403, 'recipient-locked']);
  const message = { ...toStranger.message };
  expect(await refusal(lea, id, { type: 'submitForValidation', message })).toEqual([403, 'recipient-locked']);
});

it('fault X5: an answer is of the template it was begun from, whatever it says, and after it was taken back', async () => {
  const { id } = await newDossier(pli, 'begun');
  const draft = (change: object) =>
    lea.call('PUT', `/api/dossiers/${id}/draft`, { body: { ...answer(pli), ...change } });
  expect(await draft({ baseVersion: 0, template: 'no-such-template' })).toMatchObject({
    status: 422,
    body: { code: 'unknown-template' },
  });
  expect(await draft({ baseVersion: 0, template: 'refund' })).toMatchObject({ status: 200 });
  expect(await draft({ baseVersion: 1, template: 'greeting' })).toMatchObject({ status: 200 });
  expect(await refusal(lea, id, reply(PLAIN, { template: 'no-such-template' }))).toEqual([422, 'unknown-template']);
  for (const change of [{}, { template: 'greeting' }]) {
    expect(await does(lea, id, reply(PLAIN, change))).toBe('validation');
    await does(sam, id, { type: 'refuse', reason: 'non' });
  }
});

it('fault X7: a draft is kept without what would make a colleague’s browser call anybody, nor may our page call', async () => {
  const { id } = await newDossier(pli, 'styled');
  const html =
    '<p style="color: red; background-image: url(https://evil.example/a)">Bonjour' +
    '<mark data-color="red;background:url(https://evil.example/b)" style="background:u\\72l(https://evil.example/c)">x</mark>' +
    '<img src="javascript:1"><img srcset="https://evil.example/d"><link rel="stylesheet" href="https://evil.example/e"></p>';
  await lea.call('PUT', `/api/dossiers/${id}/draft`, { body: { ...answer(pli, html), baseVersion: 0 } });
  const kept = (await pli.store.drafts.get(id))?.html ?? '';
  expect(kept).toContain('<p style="color:red">Bonjour');
  expect(kept).not.toContain('evil.example');
  const page = await sam.call('GET', '/letter-frame');
  expect(page.headers.get('content-security-policy')).toContain(
    "default-src 'none'; img-src 'self' data: blob: https:",
  );
  const desk = (await sam.call('GET', '/api/health')).headers.get('content-security-policy') ?? '';
  expect(desk).toContain("style-src 'self' 'unsafe-inline';img-src 'self' data: blob:;");
  expect(desk).not.toContain('https:');
});
