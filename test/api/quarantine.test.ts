/** Letters that nothing could read, as an administrator deals with them. */
import { pino } from 'pino';
import { createIngest } from '../../activities/intake/ingest.ts';
import type { Message, Problem, QuarantinedLetter, QuarantineResult, QuarantineRow } from '../../api/schemas.ts';
import { createLetterParser } from '../../mail/read/parser.ts';
import { fetched, type Intake, openIntake, recorded } from '../activities/intake.ts';
import { openPli, type Pli } from './harness.ts';
import { rawLetter } from './letters.ts';
import { until } from './until.ts';
import type { Visitor } from './visitor.ts';

interface Page {
  readonly items: readonly QuarantineRow[];
}

let pli: Pli;
let intake: Intake;
let admin: Visitor;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  await pli.startWorker();
  intake = await openIntake(pli);
  admin = await pli.signIn('admin');
});
afterAll(() => pli.close());

/** More headers than a letter may have, after those that say whose it is. */
const unreadable = (from: string, subject: string) =>
  Buffer.from(`From: ${from}\r\nSubject: ${subject}\r\n${'X-A: b\r\n'.repeat(5000)}\r\nthe body`);

async function setAside(raw: Buffer): Promise<string> {
  const [row] = await intake.take(raw);
  return row?._id ?? '';
}
const at = (id: string, then = '') => `/api/quarantine/${encodeURIComponent(id)}${then}`;
const act = (id: string, what: string, body?: unknown) =>
  admin.call<QuarantineResult>('POST', at(id, `/${what}`), body ? { body } : {});

it('O5: a letter set aside shows its error, the parser that gave up and its head, never a line of its body', async () => {
  const id = await setAside(unreadable('Claire <claire@a.example>', 'Colis'));
  const { items } = await admin.get<Page>('/api/quarantine');
  const shown = {
    id,
    fate: 'quarantined',
    error: 'more than 2000 headers',
    parser: expect.stringMatching(/^mailparser/),
  };
  expect(items[0]).toMatchObject({ ...shown, size: expect.any(Number), mailbox: pli.queue });
  const letter = await admin.get<QuarantinedLetter>(at(id));
  expect(letter).toMatchObject({ sender: 'claire@a.example', handled: [] });
  expect(letter.head.slice(0, 2)).toEqual(['From: Claire <claire@a.example>', 'Subject: Colis']);
});

it('O5: its bytes are downloaded as they came, and who asked is kept', async () => {
  const raw = unreadable('b@a.example', 'Octets');
  const id = await setAside(raw);
  const { body, headers } = await admin.call<string>('GET', at(id, '/raw'));
  expect(body).toBe(raw.toString());
  expect(headers.get('content-disposition')).toContain('attachment');
  expect((await admin.get<QuarantinedLetter>(at(id))).handled).toMatchObject([{ what: 'downloaded', by: 'admin' }]);
});

it('O5: read again, a letter goes where it belongs, or stays aside, and the answer says which', async () => {
  const parser = createLetterParser({ processes: 1, timeMs: 1, timePerMbMs: 0 });
  const hasty = createIngest({
    store: pli.store,
    signals: intake.signals,
    secrets: pli.secrets,
    parser,
    log: pino({ level: 'silent' }),
  });
  const slow = fetched(rawLetter({ subject: 'again', text: 'word '.repeat(400_000) }));
  await hasty.ingest(intake.mailbox, [slow]);
  parser.close();
  const [row] = await intake.rows([slow]);
  expect(row).toMatchObject({ fate: 'quarantined', reason: { code: 'too-slow' } });
  const taken = await act(row?._id ?? '', 'reprocess');
  expect(taken.body).toMatchObject({ fate: 'dossier', error: null });
  const [dossier] = await recorded(pli, 'again', 1);
  expect(taken.body.dossier).toBe(dossier?._id);
  expect((await act(row?._id ?? '', 'reprocess')).status).toBe(404);
  const stays = await setAside(unreadable('c@a.example', 'stays'));
  expect((await act(stays, 'reprocess')).body).toMatchObject({ fate: 'quarantined', error: 'more than 2000 headers' });
  expect(await recorded(pli, 'stays', 0)).toEqual([]);
});

it('O5: attached by hand, an unreadable letter is in the dossier, whole, once', async () => {
  await intake.take(rawLetter({ subject: 'home' }));
  const [home] = await recorded(pli, 'home', 1);
  const raw = unreadable('Zoe <zoe@a.example>', 'Introuvable');
  const id = await setAside(raw);
  const [first, second] = await Promise.all([1, 2].map(() => act(id, 'attach', { number: home?.number })));
  expect([first?.status, second?.status].filter((status) => status === 200).length).toBeGreaterThan(0);
  const letters = await until('the letter', async () => {
    const { items } = await admin.get<{ items: Message[] }>(`/api/dossiers/${home?._id}/messages`);
    return items.length > 1 ? items : null;
  });
  const sent = letters.filter((letter) => letter.subject === 'Introuvable');
  expect(sent).toMatchObject([{ from: { email: 'zoe@a.example' }, attachments: [{ name: 'message.eml' }] }]);
  const file = await admin.call<string>('GET', `/api/files/${sent[0]?.attachments[0]?.id}`);
  expect(file.body).toBe(raw.toString());
  await until('the dossier hears of it', async () => {
    const events = await pli.store.timeline.read(home?._id ?? '');
    return events.filter((event) => event.type === 'letterReceived').length === 2;
  });
  expect((await act(id, 'attach', { number: home?.number })).status).toBe(404);
  expect((await act(await setAside(unreadable('d@a.example', 'far')), 'attach', { number: 99_999_999 })).status).toBe(
    404,
  );
});

it('O5: by a rule, what a sender writes is ignored where it cannot be read, and only there', async () => {
  const id = await setAside(unreadable('robot@noise.example', 'bruit'));
  expect((await act(id, 'ignore', { sender: true })).body).toMatchObject({ fate: 'ignored' });
  const [next] = await intake.take(unreadable('Robot <ROBOT@noise.example>', 'bruit 2'));
  expect(next).toMatchObject({ fate: 'ignored', reason: { code: 'ignored-by-rule', detail: 'robot@noise.example' } });
  const [read] = await intake.take(rawLetter({ from: 'robot@noise.example', subject: 'lisible' }));
  expect(read?.fate).toBe('dossier');
  expect((await admin.get<Page>('/api/quarantine?fate=ignored')).items).toHaveLength(2);
  expect(await admin.get('/api/ignore-rules')).toMatchObject({
    items: [{ sender: 'robot@noise.example', by: 'admin' }],
  });
  expect((await admin.call('DELETE', '/api/ignore-rules/robot@noise.example')).status).toBe(204);
  const [after] = await intake.take(unreadable('robot@noise.example', 'bruit 3'));
  expect(after?.fate).toBe('quarantined');
  expect((await act(after?._id ?? '', 'ignore', { sender: false })).body).toMatchObject({ fate: 'ignored' });
});

it('is not for agents', async () => {
  expect((await (await pli.signIn('lea')).call('GET', '/api/quarantine')).status).toBe(403);
});

it('O5: of a letter left on its server, half is never taken: while the server does not answer, nothing changes and that is said', async () => {
  const { mailboxes } = pli.store;
  const mailbox = await mailboxes.get(pli.queue);
  if (!mailbox) throw new Error('no mailbox');
  const letter = {
    ...fetched(Buffer.from('From: c@a.example\r\nSubject: Grand\r\n\r\n')),
    size: 9_000_000,
    limit: 2_000_000,
  };
  await intake.ingestion.ingest(intake.mailbox, [letter]);
  const [row] = await intake.rows([letter]);
  const home = await recorded(pli, 'again', 1);
  await mailboxes.upsert({ ...mailbox, imap: { ...mailbox.imap, port: 1 } });
  for (const [what, body] of [['reprocess'], ['attach', { number: home[0]?.number }]] as const) {
    const refused = await admin.call<Problem>('POST', at(row?._id ?? '', `/${what}`), body ? { body } : {});
    expect([refused.status, refused.body.code]).toEqual([503, 'mailbox-away']);
  }
  await mailboxes.upsert(mailbox);
  const [after] = await intake.rows([letter]);
  expect(after).toMatchObject({ fate: 'quarantined', raw: row?.raw, quarantine: { isHeaderOnly: true } });
});
