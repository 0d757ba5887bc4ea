/** Letters become dossiers: once each, together where they belong together, whatever their order and their twins. */

import { pino } from 'pino';
import { createIngest } from '../../activities/intake/ingest.ts';
import { relayIds } from '../../domain/post/relay-ids.ts';
import { letterToken } from '../../mail/letter-token.ts';
import { bodyHash } from '../../mail/read/identity.ts';
import { newMessageId as ourMessageId } from '../../mail/read/message-id.ts';
import type { OutboxRow } from '../../store/letters/outbox.ts';
import { detailOf } from '../api/desk.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { fetched, type Intake, openIntake, recorded } from './intake.ts';

let pli: Pli;
let intake: Intake;
beforeAll(async () => {
  pli = await openPli({ watched: false });
  await pli.startWorker();
  intake = await openIntake(pli);
});
afterAll(() => pli.close());

const homes = (rows: readonly { dossier: string | null }[]) => new Set(rows.map((r) => r.dossier)).size;
const fates = (rows: readonly { fate: string }[]) => rows.map((r) => r.fate);

it('O5, peer 9: the same UID taken in 20 times at once is one row, one letter, one dossier', async () => {
  const letter = fetched(rawLetter({ subject: 'twenty times' }));
  await Promise.all(Array.from({ length: 20 }, () => intake.ingestion.ingest(intake.mailbox, [letter])));
  const [dossier] = await recorded(pli, 'twenty times', 1);
  expect(fates(await intake.rows([letter]))).toEqual(['dossier']);
  expect(await pli.store.messages.ofDossier(dossier?._id ?? '')).toHaveLength(1);
  expect(await pli.store.dossiers.model.countDocuments({ subject: 'twenty times' })).toBe(1);
});

it('peer 9: 20 copies of one letter taken in at once are one dossier and 19 duplicates', async () => {
  const raw = rawLetter({ subject: 'twenty copies' });
  const letters = Array.from({ length: 20 }, () => fetched(raw));
  await Promise.all(letters.map((letter) => intake.ingestion.ingest(intake.mailbox, [letter])));
  const rows = await intake.rows(letters);
  expect(fates(rows).sort()).toEqual(['dossier', ...Array(19).fill('duplicate')]);
  expect(homes(rows)).toBe(1);
});

it.each([['parent first'], ['child first']])(
  'peer 36: an answer in the same batch joins its dossier, %s',
  async (order) => {
    const messageId = newMessageId();
    const parent = rawLetter({ subject: `pair ${order}`, messageId });
    const child = rawLetter({ subject: `Re: pair ${order}`, inReplyTo: messageId, references: [messageId] });
    const rows = await intake.take(...(order === 'parent first' ? [parent, child] : [child, parent]));
    expect(fates(rows)).toEqual(['dossier', 'dossier']);
    expect(homes(rows)).toBe(1);
  },
);

it('peer 36: ten pairs of equal letters in one batch are ten dossiers', async () => {
  const raws = Array.from({ length: 10 }, (_, i) => rawLetter({ subject: `twin ${i}` }));
  const rows = await intake.take(...raws.flatMap((raw) => [raw, raw]));
  expect(fates(rows)).toEqual(Array(10).fill(['dossier', 'duplicate']).flat());
  expect(await recorded(pli, /^twin \d$/, 10)).toHaveLength(10);
});

it('peer 36: two different letters with one Message-ID are both kept', async () => {
  const messageId = newMessageId();
  const rows = await intake.take(rawLetter({ messageId, text: 'un' }), rawLetter({ messageId, text: 'deux' }));
  expect(fates(rows)).toEqual(['dossier', 'dossier']);
  expect(homes(rows)).toBe(2);
});

it('peer 13: letters that refer to the same letter, never seen, are one dossier', async () => {
  const references = [newMessageId()];
  const [first] = await intake.take(rawLetter({ subject: 'sibling', references }));
  const together = await intake.take(rawLetter({ references, text: 'b' }), rawLetter({ references, text: 'c' }));
  expect(homes([first, ...together].filter((row) => row !== undefined))).toBe(1);
});

it('peer 11: a reference shaped like one of our Message-IDs, but not ours, opens a dossier of its own', async () => {
  const foreign = ourMessageId('somebody else’s', 'localhost');
  const [row] = await intake.take(rawLetter({ subject: 'shaped like ours', inReplyTo: foreign }));
  const [dossier] = await recorded(pli, 'shaped like ours', 1);
  expect(row).toMatchObject({ fate: 'dossier', dossier: dossier?._id, reason: { code: 'new-dossier' } });
});

it('peer 10: the same letter to two mailboxes is one dossier, and a duplicate in the ledger of the second', async () => {
  const second = { ...intake.mailbox, _id: `${pli.queue}-2` };
  await pli.store.mailboxes.upsert(second);
  const letter = fetched(rawLetter({ subject: 'two mailboxes' }));
  await intake.ingestion.ingest(intake.mailbox, [letter]);
  await intake.ingestion.ingest(second, [letter]);
  const [one] = await intake.rows([letter]);
  const [two] = await intake.rows([letter], second._id);
  expect([one?.fate, two?.fate]).toEqual(['dossier', 'duplicate']);
  expect(two?.dossier).toBe(one?.dossier);
});

it('peer 3: a letter without a Message-ID is taken in, and known again by its content', async () => {
  const raw = rawLetter({ subject: 'no id', messageId: null });
  expect(fates([...(await intake.take(raw)), ...(await intake.take(raw))])).toEqual(['dossier', 'duplicate']);
});

it('peer 1, peer 8: a crash between the transaction and the signal leaves a letter that a sweep tells, once', async () => {
  const dying = { ...intake.signals, tell: () => Promise.reject(new Error('the worker died')) };
  const crashed = createIngest({
    store: pli.store,
    signals: dying,
    secrets: pli.secrets,
    log: pino({ level: 'silent' }),
  });
  const letter = fetched(rawLetter({ subject: 'cut short' }));
  await expect(crashed.ingest(intake.mailbox, [letter])).rejects.toThrow('the worker died');
  expect(await intake.rows([letter])).toMatchObject([{ fate: 'dossier', signalled: false }]);

  await intake.ingestion.ingest(intake.mailbox, [letter]);
  const soon = new Date(Date.now() + 1_000);
  const other = { ...intake.mailbox, _id: 'other', queue: 'other' };
  expect(await intake.ingestion.finishTelling(other, soon)).toBe(0);
  expect(await intake.ingestion.finishTelling(intake.mailbox, soon)).toBe(1);
  expect(await intake.ingestion.finishTelling(intake.mailbox, soon)).toBe(0);
  const [dossier] = await recorded(pli, 'cut short', 1);
  expect(await intake.rows([letter])).toMatchObject([{ dossier: dossier?._id, signalled: true }]);
  expect(await pli.store.timeline.read(dossier?._id ?? '')).toHaveLength(2);
});

describe('a letter that bears the Message-ID of one of ours', () => {
  async function sent(id: string): Promise<{ row: OutboxRow; raw: Buffer }> {
    const messageId = ourMessageId(id, 'localhost');
    const raw = rawLetter({ messageId, text: 'Demain.', from: 'support@localhost' });
    const facts = { dossierId: 'd', mailbox: pli.queue, messageId, raw: '', bodyHash: bodyHash(raw), from: '' };
    const state = { state: 'sending', attempts: 1, leaseUntil: new Date(), lastError: null } as const;
    const times = { createdAt: new Date(), echoedAt: null, acceptedAt: null };
    return { raw, row: await pli.store.outbox.enter({ _id: id, ...facts, recipients: [], ...state, ...times }) };
  }

  it('is our own come back when it says the same, and proves that the server accepted it', async () => {
    const { raw } = await sent('own-1');
    expect(await intake.take(raw)).toMatchObject([{ fate: 'own', dossier: null, message: 'own-1' }]);
    expect(await pli.store.outbox.get('own-1')).toMatchObject({ echoedAt: expect.any(Date) });
  });

  it('fault L3: come back under an id that a relay gave it, it is ours, and answers to that id join its dossier', async () => {
    const relayId = newMessageId();
    const parts = { subject: 'Relayed', messageId: newMessageId() };
    await intake.take(rawLetter(parts));
    const [dossier] = await recorded(pli, 'Relayed', 1);
    const { raw, row } = await sent('relayed');
    await pli.store.threads.claim([{ _id: row.messageId, dossierId: dossier?._id ?? '', seen: true }]);
    const token = `X-Pli-Letter: ${letterToken('relayed', pli.secrets.sign)}\r\n`;
    const copy = Buffer.from(token + raw.toString().replace(row.messageId, relayId));
    const [own] = await intake.take(copy);
    const [answer] = await intake.take(rawLetter({ subject: 'Re: Relayed', inReplyTo: relayId }));
    expect([own, answer]).toMatchObject([
      { fate: 'own', message: 'relayed' },
      { fate: 'dossier', dossier: dossier?._id, reason: { code: 'in-reply-to', detail: relayId } },
    ]);
  });

  it('fault L3: what the relay called it as it accepted it brings answers to its dossier', async () => {
    await intake.take(rawLetter({ subject: 'Named by a relay' }));
    const [dossier] = await recorded(pli, 'Named by a relay', 1);
    const { row } = await sent('accepted');
    await pli.store.threads.claim([{ _id: row.messageId, dossierId: dossier?._id ?? '', seen: true }]);
    const said = '250 Ok 0102018d3f4c5e6a-7b8c9d0e-relay-000000';
    await pli.store.outbox.noteAcceptance('accepted', said, relayIds(said));
    const inReplyTo = '<0102018d3f4c5e6a-7b8c9d0e-relay-000000@eu-west-1.amazonses.com>';
    const [answer] = await intake.take(rawLetter({ subject: 'Re: Named by a relay', inReplyTo }));
    expect(answer).toMatchObject({ fate: 'dossier', dossier: dossier?._id });
  });

  it('is a letter like any other when it says something else', async () => {
    const { row } = await sent('own-2');
    const borrowed = rawLetter({ subject: 'borrowed id', messageId: row.messageId, text: 'Autre chose' });
    expect(fates(await intake.take(borrowed))).toEqual(['dossier']);
    expect(await pli.store.outbox.get('own-2')).toMatchObject({ state: 'sending' });
  });
});

describe('whom the answer to a letter goes to', () => {
  const reply = async (subject: string) => {
    const lea = await pli.signIn('lea');
    const [dossier] = await recorded(pli, subject, 1);
    return { contact: dossier?.contact, ...(await detailOf(lea, dossier?._id ?? '')).reply };
  };

  it('faults L1, L7: Reply-To of a form that writes in our name, as it was written', async () => {
    const form = rawLetter({
      ...{ subject: 'formulaire', from: `Formulaire <${pli.support.address}>`, to: pli.support.address },
      more: ['Reply-To: Reply+AbCdEF@Client.example'],
    });
    await intake.take(form);
    const to = 'Reply+AbCdEF@client.example';
    expect(await reply('formulaire')).toMatchObject({ contact: { email: to, name: '' }, to: [to], cc: [] });
  });

  it('fault L14: Reply-To under the name that From gives, and never our own', async () => {
    const jeanne = { subject: 'jeanne', from: 'Jeanne <jeanne@client.example>', to: pli.support.address };
    await intake.take(rawLetter({ ...jeanne, more: ['Reply-To: jeanne@client.example'] }));
    const contact = { email: 'jeanne@client.example', name: 'Jeanne' };
    expect(await reply('jeanne')).toMatchObject({ contact, to: [contact.email] });
    await intake.take(rawLetter({ ...jeanne, subject: 'à nous', more: [`Reply-To: ${pli.support.address}`] }));
    expect(await reply('à nous')).toMatchObject({ contact, to: [contact.email] });
  });

  it('fault L6: the last correspondent, whatever a machine or a stranger wrote meanwhile', async () => {
    const messageId = newMessageId();
    const from = 'Jeanne <jeanne@client.example>';
    await intake.take(rawLetter({ subject: 'meanwhile', from, messageId }));
    const before = await reply('meanwhile');
    const machine = ['Reply-To: robot@client.example', 'Auto-Submitted: auto-replied'];
    const stranger = { from: 'Eve <eve@elsewhere.example>', more: ['Reply-To: eve@other.example'] };
    await intake.take(rawLetter({ subject: 'Re: meanwhile', from, inReplyTo: messageId, more: machine }));
    await intake.take(rawLetter({ subject: 'Re: meanwhile', inReplyTo: messageId, ...stranger }));
    const { passedOver, ...after } = await reply('meanwhile');
    expect({ ...after, passedOver: null }).toEqual(before);
    expect(await pli.store.messages.get(passedOver ?? '')).toMatchObject({ from: { email: 'eve@elsewhere.example' } });
  });

  it('fault L6: nobody, where only a machine wrote', async () => {
    await intake.take(rawLetter({ subject: 'machine', from: 'noreply@shop.example' }));
    expect(await reply('machine')).toMatchObject({ to: [], cc: [], replyAll: { to: [], cc: [] } });
  });
});
