/** Letters on the move between dossiers when the mover dies: the next try ends what the first began. */
import { createHash } from 'node:crypto';
import { createEraseRedacted } from '../../activities/exchange/erase-redacted.ts';
import { createExchangeLetters } from '../../activities/exchange/exchange-letters.ts';
import { sweepLeftovers } from '../../activities/routing/sweep-leftovers.ts';
import type { DossierEvent } from '../../domain/dossier/events.ts';
import type { Store } from '../../store/store.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { type Intake, openIntake, recorded } from './intake.ts';

type Instructed = [dossier: string, key: string, letters: number];

let pli: Pli;
let intake: Intake;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  await pli.startWorker();
  intake = await openIntake(pli);
});
afterAll(() => pli.close());

/** A store whose mover dies before its step of that number: 0 is the first write. */
function dyingAt(step: number): Store {
  let steps = 0;
  const mortal = <T extends object>(part: T, names: readonly string[]): T =>
    new Proxy(part, {
      get: (target, name) => {
        const found: unknown = Reflect.get(target, name);
        if (typeof found !== 'function' || !names.includes(String(name))) return found;
        return (...args: unknown[]) => {
          if (steps++ === step) throw new Error('killed');
          return Reflect.apply(found, target, args);
        };
      },
    });
  const { messages, threads, ledger } = pli.store;
  const moves = ['move', 'moveBack', 'moveMessages'];
  return {
    ...pli.store,
    messages: mortal(messages, moves),
    threads: mortal(threads, moves),
    ledger: mortal(ledger, moves),
  };
}

function mover(store: Store, told: Instructed[]) {
  const signals: typeof intake.signals = {
    ...intake.signals,
    instruct: async (dossier, instruction) => {
      if ('letters' in instruction) told.push([dossier, instruction.key, instruction.letters.length]);
      return 'told';
    },
  };
  return createExchangeLetters({ store, signals });
}

const event = (type: 'merged' | 'unmerged', seq: number, dossierId: string, other: string) =>
  ({
    ...{ type, seq, dossierId, at: 1, cause: 'command x', actor: { kind: 'user', id: 'lea' } },
    data: type === 'merged' ? { into: other, number: 1 } : { from: other, number: 1 },
  }) as Extract<DossierEvent, { type: 'merged' | 'unmerged' }>;

async function twoDossiers(name: string) {
  const id = newMessageId();
  await intake.take(rawLetter({ subject: `${name} a` }), rawLetter({ subject: `${name} b`, messageId: id }));
  await intake.take(rawLetter({ subject: `${name} b2`, inReplyTo: id }));
  const [[a], [b]] = await Promise.all([recorded(pli, `${name} a`, 1), recorded(pli, `${name} b`, 1)]);
  return { a: a?._id ?? '', b: b?._id ?? '', id };
}
const count = async (dossier: string) => (await pli.store.messages.everyOne(dossier)).length;
const home = async (messageId: string) => (await pli.store.threads.find([messageId]))[0]?.dossierId;

it.each([0, 1, 2])(
  'O7: killed before step %i of a merge, then of its un-merge, nothing is lost nor left behind',
  async (step) => {
    const { a, b, id } = await twoDossiers(`step ${step}`);
    const told: Instructed[] = [];
    const request = { dossierId: b, event: event('merged', 3, b, a) };
    await expect(mover(dyingAt(step), told)(request)).rejects.toThrow('killed');
    for (let again = 0; again < 2; again++) await mover(pli.store, told)(request);
    expect([await count(a), await count(b), await home(id)]).toEqual([3, 0, a]);
    expect(told).toEqual([1, 2].map(() => [a, `${b}:3`, 2]));
    const back = { dossierId: b, event: event('unmerged', 5, b, a) };
    await expect(mover(dyingAt(step), told)(back)).rejects.toThrow('killed');
    for (let again = 0; again < 2; again++) await mover(pli.store, told)(back);
    expect([await count(a), await count(b), await home(id)]).toEqual([1, 2, b]);
  },
);

it('N20: every copy that only the redacted letter had is erased; bytes that another letter holds too are kept for it', async () => {
  const twin = rawLetter({ subject: 'twin', text: 'a secret' });
  const [row] = await intake.take(twin);
  const [copy] = await intake.take(Buffer.concat([Buffer.from('Received: from elsewhere\r\n'), twin]));
  expect(copy).toMatchObject({ fate: 'duplicate', message: row?.message });
  const message = row?.message ?? '';
  const [shared = '', own = ''] = await pli.store.blobs.putAll([Buffer.from('both'), Buffer.from('its own')]);
  const file = { name: 'a.txt', contentType: 'text/plain', size: 4, contentId: null, inline: false };
  const attachments = [shared, own].map((sha256) => ({ ...file, id: sha256.slice(0, 24), sha256 }));
  await pli.store.connection.collection('messages').updateOne({ _id: message as never }, { $set: { attachments } });
  const letter = await pli.store.messages.get(message);
  if (!letter) throw new Error('no letter');
  const other = { ...letter, _id: 'the other', contentHash: null, raw: null, attachments: attachments.slice(0, 1) };
  await pli.store.messages.insertAll([other]);
  await pli.store.messages.redact(message, 'content');
  const erase = createEraseRedacted({ store: pli.store });
  for (let again = 0; again < 2; again++) await erase(message);
  for (const raw of [row?.raw, copy?.raw, own]) await expect(pli.store.blobs.get(raw ?? '')).rejects.toThrow();
  expect(String(await pli.store.blobs.get(shared))).toBe('both');
  // As when the mailbox is read anew from its first letter.
  const raw = Buffer.concat([Buffer.from('Received: from elsewhere again\r\n'), twin]);
  expect(await intake.take(raw)).toMatchObject([{ fate: 'duplicate', message, raw: null }]);
  await expect(pli.store.blobs.get(createHash('sha256').update(raw).digest('hex'))).rejects.toThrow();
});

it('fault R9: bytes that a letter begins to hold while the redaction of another erases them are always readable', async () => {
  const { store } = pli;
  const erase = createEraseRedacted({ store });
  const file = { name: 'a.txt', contentType: 'text/plain', size: 4, contentId: null, inline: false };
  const [row] = await intake.take(rawLetter({ subject: 'model' }));
  const model = await store.messages.get(row?.message ?? '');
  if (!model) throw new Error('no letter');
  const keep = (id: string, bytes: Buffer) =>
    store.keeping([bytes], (session, [sha256 = '']) => {
      const attachments = [{ ...file, id, sha256 }];
      return store.messages.insertAll([{ ...model, _id: id, contentHash: null, raw: null, attachments }], session);
    });
  for (let round = 0; round < 12; round++) {
    // Large ones take several writes to put.
    const bytes = Buffer.alloc(round % 4 === 0 ? 600_000 : 100, `round ${round}`);
    await keep(`gone-${round}`, bytes);
    await store.messages.redact(`gone-${round}`, 'content');
    const keepers = [0, 1, 2].map((n) => keep(`kept-${round}-${n}`, bytes));
    await Promise.all([...keepers, erase(`gone-${round}`)]);
    const kept = await store.messages.get(`kept-${round}-0`);
    expect((await store.blobs.get(kept?.attachments[0]?.sha256 ?? '')).equals(bytes)).toBe(true);
    await Promise.all([0, 1, 2].map((n) => store.messages.redact(`kept-${round}-${n}`, 'content')));
    await Promise.all([0, 1, 2].map((n) => erase(`kept-${round}-${n}`)));
    await expect(store.blobs.get(kept?.attachments[0]?.sha256 ?? '')).rejects.toThrow();
  }
});

const withFile = (subject: string, content: string): Buffer => {
  const head = 'Content-Disposition: attachment; filename=terms.pdf';
  const text = `--x\r\n\r\nBonjour\r\n--x\r\nContent-Type: application/pdf\r\n${head}\r\n\r\n${content}\r\n--x--`;
  return Buffer.from(
    String(rawLetter({ subject, text })).replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=x'),
  );
};

it('fault R9: a letter taken in while another with the same file is redacted has its file; one set aside keeps its bytes', async () => {
  const { store } = pli;
  for (let round = 0; round < 8; round++) {
    const letter = (subject: string) => withFile(`${subject} ${round}`, `the same terms, round ${round}`);
    const [first] = await intake.take(letter('first'));
    await store.messages.redact(first?.message ?? '', 'content');
    const [[second]] = await Promise.all([
      intake.take(letter('second')),
      createEraseRedacted({ store })(first?.message ?? ''),
    ]);
    const kept = await store.messages.get(second?.message ?? '');
    for (const hash of [second?.raw, kept?.raw, kept?.attachments[0]?.sha256])
      expect((await store.blobs.get(hash ?? '')).length).toBeGreaterThan(0);
  }
  const [seen] = await intake.take(rawLetter({ subject: 'seen in two mailboxes' }));
  const rows = store.connection.collection('ledger');
  const row = await rows.findOne({ _id: seen?._id as never });
  await rows.insertOne({ ...row, _id: 'elsewhere|1|1', fate: 'quarantined', message: null, dossier: null } as never);
  await store.messages.redact(seen?.message ?? '', 'content');
  await createEraseRedacted({ store })(seen?.message ?? '');
  expect((await store.blobs.get(seen?.raw ?? '')).length).toBeGreaterThan(0);
  expect(await store.ledger.get(seen?._id ?? '')).toMatchObject({ raw: null });
});

it('N20: bytes that a draft, an upload or an automatic reply holds are kept for it; an upload sent with the letter is not', async () => {
  const [row] = await intake.take(rawLetter({ subject: 'with files' }));
  const message = row?.message ?? '';
  const { store } = pli;
  const names = ['draft', 'upload', 'reply', 'sent'] as const;
  const hashes = await store.blobs.putAll(names.map((name) => Buffer.from(`bytes of the ${name}`)));
  const attachments = names.map((name, i) => ({
    ...{ id: `${name}-id`, name, contentType: 'text/plain', size: 4, contentId: null, inline: false },
    sha256: hashes[i] ?? '',
  }));
  await store.connection.collection('messages').updateOne({ _id: message as never }, { $set: { attachments } });
  const [draft, upload, reply, sent] = attachments;
  if (!draft || !upload || !reply || !sent) throw new Error('no files');
  const texts = { to: [], cc: [], bcc: [], subject: '', html: '' };
  await store.drafts.save('elsewhere', 0, 'lea', { ...texts, attachments: [draft] });
  for (const { id, ...file } of [{ ...upload, id: 'another' }, sent])
    await store.files.insert({ ...file, _id: id, by: 'lea', at: new Date() });
  const words = { enabled: false, sender: null, language: 'fr', company: '', html: '', images: [] } as const;
  await store.automaticReplies.set({ ...words, _id: 'elsewhere', files: [reply] });
  await store.messages.redact(message, 'content');
  await createEraseRedacted({ store })(message);
  for (const { sha256, name } of [draft, upload, reply])
    expect(String(await store.blobs.get(sha256))).toBe(`bytes of the ${name}`);
  await expect(store.blobs.get(sent.sha256)).rejects.toThrow();
});

it('fault R13: uploads, staged messages and bytes that nobody took are swept after a day; what is attached, taken, leaving or reached again stays', async () => {
  const { store } = pli;
  const [row] = await intake.take(withFile('stays', 'what a letter has'));
  const letter = await store.messages.get(row?.message ?? '');
  if (!letter) throw new Error('no letter');
  const [lost = ''] = await store.blobs.putAll([Buffer.from('put, and never referred to')]);
  const upload = async (_id: string) => {
    const kept = { name: _id, contentType: 'text/plain', size: 4, by: 'lea', at: new Date() };
    await store.keeping([Buffer.from(`bytes of ${_id}`)], (session, [sha256 = '']) =>
      store.files.insert({ ...kept, _id, sha256 }, session),
    );
    const { at: _, by: __, ...file } = (await store.files.get(_id)) ?? { ...kept, sha256: '' };
    return { ...file, id: _id, contentId: null, inline: false };
  };
  const [alone, drafted, sent, reached] = await Promise.all(['alone', 'drafted', 'sent', 'reached'].map(upload));
  if (!alone || !drafted || !sent || !reached) throw new Error('no uploads');
  const texts = { to: [], cc: [], bcc: [], subject: '', html: '' };
  await store.drafts.save('swept', 0, 'lea', { ...texts, attachments: [drafted] });
  const staged = { ...letter, direction: 'outbound', status: 'staged', contentHash: null, raw: null } as const;
  for (const _id of ['nobody-took', 'in-outbox', 'staged-again']) await store.messages.stage({ ...staged, _id });
  await store.messages.stage({ ...staged, _id: 'taken', attachments: [sent] });
  await store.messages.setStatus('taken', 'sent');
  const [left = ''] = await store.blobs.putAll([Buffer.from('as it left')]);
  const entered = { dossierId: 'd', mailbox: 'm', messageId: '<swept@x>', bodyHash: '', from: '', recipients: [] };
  await store.outbox.enter({ ...entered, _id: 'in-outbox', raw: left });

  const ids = ['nobody-took', 'in-outbox', 'staged-again', 'taken'];
  const there = async () => (await store.messages.getAll(ids)).map(({ _id }) => _id).sort();
  await sweepLeftovers(store, new Date());
  expect([await there(), (await store.files.getAll(['alone'])).length]).toEqual([ids.toSorted(), 1]);

  const tomorrow = new Date(Date.now() + 25 * 60 * 60 * 1000);
  const set = (collection: string, _id: string, change: object) =>
    store.connection.collection(collection).updateOne({ _id: _id as never }, { $set: change });
  await set('messages', 'staged-again', { stagedAt: tomorrow });
  await set('files', 'reached', { sweepAt: new Date(tomorrow.getTime() + 1) });
  for (let pass = 0; pass < 2; pass++) await sweepLeftovers(store, tomorrow);
  expect(await there()).toEqual(['in-outbox', 'staged-again', 'taken']);
  const files = await store.files.getAll(['alone', 'drafted', 'sent', 'reached']);
  expect(files.map(({ _id }) => _id).sort()).toEqual(['drafted', 'reached', 'sent']);
  for (const hash of [lost, alone.sha256]) await expect(store.blobs.get(hash)).rejects.toThrow();
  const kept = [letter.raw, letter.attachments[0]?.sha256, drafted.sha256, sent.sha256, reached.sha256, left];
  for (const hash of kept) expect((await store.blobs.get(hash ?? '')).length).toBeGreaterThan(0);
  // Put again after it was swept, as by a letter that comes then.
  const again = Buffer.from('put, and never referred to');
  await store.keeping([again], async (session) => void (await store.ledger.known([], session)));
  expect((await store.blobs.get(lost)).equals(again)).toBe(true);
});
