/** The way of letters from two real servers, mox and Dovecot, by a worker that watches a mailbox of each kind. */
import { randomBytes } from 'node:crypto';
import type { Mailbox, MailboxInput } from '../../api/schemas.ts';
import type { LedgerEntry } from '../../store/letters/ledger.ts';
import type { Afterwards } from '../../store/mailboxes/mailboxes.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import type { Visitor } from '../api/visitor.ts';
import { BOUNCES, SENT_TO } from '../letters/bounces.ts';
import { jwtOf, rotatingTokenServer, type TokenServer } from '../mail/token-servers.ts';
import type { TestAccount } from '../setup/engines.ts';
import { dovecotOf, moxOf, type RealDovecot, type RealServer, uidValidityOf, visiting } from './intake-servers.ts';

const KINDS = ['mox', 'Dovecot'] as const;
type Kind = (typeof KINDS)[number];
const DAY_MS = 86_400_000;
const AWAY = 55;
/** A machine that is busy with other tests takes its time. */
const PATIENCE_S = 60;
const KEY = randomBytes(32);
const POISON = Buffer.from(`From: x@client.example\r\n${'X-A: b\r\n'.repeat(5000)}\r\nx`);

/** A mailbox watched, and its account. */
interface Watched {
  readonly id: string;
  readonly account: TestAccount;
}

let pli: Pli;
let servers: Readonly<Record<Kind, RealServer>>;
let dovecot: RealDovecot;
const away = new Map<Kind, Watched>();
const seen = new Map<Kind, Watched>();
const moved = new Map<Kind, Watched>();
const folders = new Map<Kind, Watched>();
beforeAll(async () => {
  pli = await openPli({ watched: false });
  dovecot = await dovecotOf({ tokenKey: KEY });
  servers = { mox: moxOf(pli.engines), Dovecot: dovecot };
  for (const kind of KINDS) {
    away.set(kind, await mailbox(kind, 'away', 'nothing'));
    seen.set(kind, await mailbox(kind, 'seen', 'seen'));
    moved.set(kind, await mailbox(kind, 'moved', { move: 'Traités' }));
    folders.set(kind, await mailbox(kind, 'folder', 'nothing', 'Entrants'));
    await visiting(servers[kind], of(folders, kind).account, (imap) => imap.mailboxCreate('Entrants'));
    await fillWhileAway(kind);
  }
  await pli.startWorker();
});
afterAll(async () => {
  await pli?.close();
  await Promise.all(Object.values(servers ?? {}).map((server) => server.stop()));
});

function of(mailboxes: ReadonlyMap<Kind, Watched>, kind: Kind): Watched {
  const found = mailboxes.get(kind);
  if (!found) throw new Error('no mailbox');
  return found;
}

async function mailbox(kind: Kind, name: string, afterwards: Afterwards, folder = 'INBOX'): Promise<Watched> {
  const { store, secrets, queue } = pli;
  const account = servers[kind].account();
  const id = `${queue}-${kind}-${name}`;
  const usual = await store.mailboxes.get(queue);
  if (!usual) throw new Error('no mailbox');
  const login = { secure: false, plain: true, user: account.user, password: secrets.seal(account.password) };
  const imap = { ...servers[kind].imap, ...login };
  const { address } = account;
  await store.mailboxes.upsert({ ...usual, _id: id, address, folder, afterwards, imap, enabled: true });
  return { id, account };
}

/** Ten days of letters, one of which nothing can read. */
async function fillWhileAway(kind: Kind): Promise<void> {
  await visiting(servers[kind], of(away, kind).account, async (imap) => {
    for (let n = 0; n < AWAY; n++) {
      const raw = n === 20 ? POISON : rawLetter({ subject: `${kind} away ${n}` });
      await imap.append('INBOX', raw, [], new Date(Date.now() - 10 * DAY_MS + n * 4 * 3_600_000));
    }
  });
}

/** The rows of a mailbox in the order of their arrival, once there are so many. */
async function rows({ id }: Watched, count: number): Promise<LedgerEntry[]> {
  const all = await until(
    `${count} letters of ${id}`,
    async () => {
      const found = await pli.store.ledger.list({ mailbox: id, limit: 500 });
      return found.length >= count && found.every(({ signalled }) => signalled) && found;
    },
    PATIENCE_S,
  );
  return all.sort((a, b) => a.at.getTime() - b.at.getTime() || a.uid - b.uid);
}

const fates = (entries: readonly LedgerEntry[]) => entries.map(({ fate }) => fate);
/** Of each letter of a folder, whether it is marked as read; looked at over one connection until it is as it must be. */
const marksIn = (kind: Kind, { account }: Watched, folder: string, isSo: (marks: readonly boolean[]) => boolean) =>
  visiting(servers[kind], account, (imap) =>
    until(`the letters in ${folder}`, async () => {
      const { exists } = await imap.mailboxOpen(folder);
      const all = exists > 0 ? await imap.fetchAll('1:*', { uid: true, flags: true }) : [];
      const marks = all.map(({ flags }) => flags?.has('\\Seen') === true);
      await imap.mailboxClose();
      return isSo(marks);
    }),
  );

/** As an administrator types them; what is sent leaves by mox. */
function settingsOf({ imap }: RealServer, { address, user, password }: TestAccount): MailboxInput {
  const { support, engines } = pli;
  return {
    ...{ address, name: 'Réglée', queue: pli.queue, folder: 'INBOX', enabled: true, outboundOnly: false },
    ...{ subaddressing: false, afterwards: 'nothing', oauth: null },
    imap: { ...imap, security: 'none', user, password },
    smtp: { ...engines.mail.submission, security: 'none', user: support.user, password: support.password },
  };
}

describe.each(KINDS)('letters from %s', (kind) => {
  it('peer 2, peer 6: after ten days away they come oldest first, and the one that nothing reads keeps none out', async () => {
    const { store } = pli;
    const all = await rows(of(away, kind), AWAY);
    const subject = new RegExp(`^${kind} away \\d+$`);
    const count = () => store.dossiers.model.countDocuments({ subject });
    await until('the dossiers', async () => (await count()) === AWAY - 1, PATIENCE_S);
    const dossiers = await store.dossiers.model.find({ subject }).sort({ number: 1 }).lean();
    const expected = Array.from({ length: AWAY }, (_, n) => `${kind} away ${n}`).filter((_, n) => n !== 20);
    expect(dossiers.map((dossier) => dossier.subject)).toEqual(expected);
    const aside = all.filter(({ fate }) => fate === 'quarantined');
    expect(aside).toMatchObject([{ uid: 21, reason: { code: 'unreadable' } }]);
    expect(await store.blobs.get(aside[0]?.raw ?? '')).toEqual(POISON);
    await marksIn(kind, of(away, kind), 'INBOX', (marks) => marks.length === AWAY && !marks.some(Boolean));
  });

  it('O5, peer 10, peer 13, peer 23: an answer joins its dossier, a copy is a duplicate, a report opens nothing', async () => {
    const box = of(seen, kind);
    const messageId = newMessageId();
    const first = rawLetter({ subject: `${kind} thread`, messageId });
    await servers[kind].deliver(box.account, [first]);
    const [opening] = await rows(box, 1);
    const answer = rawLetter({ subject: `Re: ${kind} thread`, inReplyTo: messageId });
    await servers[kind].deliver(box.account, [answer, first]);
    const report = BOUNCES.find(({ name }) => name === 'rfc3464')?.raw.toString() ?? '';
    await servers[kind].deliver(box.account, [Buffer.from(report.replaceAll(SENT_TO, `${kind}@client.example`))], '');
    const all = await rows(box, 4);
    expect(fates(all)).toEqual(['dossier', 'dossier', 'duplicate', 'bounce']);
    expect(all.map(({ dossier }) => dossier)).toEqual([...Array(3).fill(opening?.dossier), null]);
    expect(all[1]?.reason).toEqual({ code: 'in-reply-to', detail: messageId });
    const heard = async () => {
      const events = await pli.store.timeline.read(opening?.dossier ?? '');
      return events.filter(({ type }) => type === 'letterReceived').length;
    };
    await until('both letters', async () => (await heard()) === 2, PATIENCE_S);
  });

  it('peer 5: what is done afterwards is done to each letter that is safe: marked, or moved', async () => {
    await marksIn(kind, of(seen, kind), 'INBOX', (marks) => marks.length === 4 && marks.every(Boolean));
    const box = of(moved, kind);
    const letters = ['a', 'b', 'c'].map((text) => rawLetter({ subject: `${kind} moved ${text}`, text }));
    await servers[kind].deliver(box.account, letters);
    expect(fates(await rows(box, 3))).toEqual(['dossier', 'dossier', 'dossier']);
    await marksIn(kind, box, 'INBOX', (marks) => marks.length === 0);
    await marksIn(kind, box, 'Traités', (marks) => marks.length === 3);
  });

  it('peer 9: a folder made anew under the watch loses no letter and doubles none', async () => {
    const box = of(folders, kind);
    const old = [rawLetter({ subject: `${kind} old 1` }), POISON, rawLetter({ subject: `${kind} old 2` })];
    const fill = (raws: readonly Buffer[]) =>
      visiting(servers[kind], box.account, async (imap) => {
        for (const raw of raws) await imap.append('Entrants', raw);
      });
    await fill(old);
    const before = await rows(box, 3);
    expect(fates(before)).toEqual(['dossier', 'quarantined', 'dossier']);
    await visiting(servers[kind], box.account, (imap) => imap.mailboxDelete('Entrants'));
    await visiting(servers[kind], box.account, (imap) => imap.mailboxCreate('Entrants'));
    await fill([...old, rawLetter({ subject: `${kind} new` })]);
    // mox says nothing of it: the watch looks every ten minutes, and now, as it begins anew.
    await pli.store.mailboxes.configure(box.id, {});
    const after = (await rows(box, 7)).slice(3);
    expect(fates(after)).toEqual(['duplicate', 'duplicate', 'duplicate', 'dossier']);
    expect(after.map(({ dossier }) => dossier).slice(0, 3)).toEqual(before.map(({ dossier }) => dossier));
    expect(after.map(({ uid }) => uid)).toEqual([1, 2, 3, 4]);
    expect(new Set([...before, ...after].map(({ uidValidity }) => uidValidity)).size).toBe(2);
  });
});

it('peer 9: Dovecot numbers an INBOX anew, its letters where they were: each is known again', async () => {
  const box = of(away, 'Dovecot');
  const before = await rows(box, AWAY);
  await dovecot.renumber(box.account.user, (await uidValidityOf(dovecot, box.account)) + 1);
  await dovecot.deliver(box.account, [rawLetter({ subject: 'renumbered' })]);
  const after = (await rows(box, 2 * AWAY + 1)).slice(AWAY);
  expect(fates(after)).toEqual([...Array(AWAY).fill('duplicate'), 'dossier']);
  expect(after.map(({ uid }) => uid).slice(0, AWAY)).toEqual(before.map(({ uid }) => uid));
  expect(await pli.store.dossiers.model.countDocuments({ subject: /^Dovecot away/ })).toBe(AWAY - 1);
});

it('peer 9: a mailbox that moves to a server with the same UIDVALIDITY takes in the letters there, and knows its own again when it moves back', async () => {
  const { mox } = servers;
  const box = of(moved, 'mox');
  // The same name, the same folder: on Dovecot everybody has an account.
  const there = { ...box.account, password: dovecot.account().password };
  const twin = rawLetter({ subject: 'at the other server' });
  await dovecot.deliver(there, [twin, rawLetter({ subject: 'and another' })]);
  await dovecot.renumber(there.user, await uidValidityOf(mox, box.account));
  const admin = await pli.signIn('admin');
  const move = async (server: RealServer, account: TestAccount) => {
    const moving = await admin.call('PUT', `/api/mailboxes/${box.id}`, { body: settingsOf(server, account) });
    expect(moving.status).toBe(200);
  };
  const before = await rows(box, 3);
  await move(dovecot, there);
  const first = (await rows(box, 5)).slice(3);
  expect(fates(first)).toEqual(['dossier', 'dossier']);
  expect(first.map(({ uid }) => uid)).toEqual([1, 2]);
  expect(first.map(({ uidValidity }) => uidValidity)).toEqual(Array(2).fill(`${before[0]?.uidValidity}.1`));
  await mox.deliver(box.account, [twin, rawLetter({ subject: 'back home' })]);
  await move(mox, box.account);
  expect(fates((await rows(box, 7)).slice(5))).toEqual(['duplicate', 'dossier']);
});

describe('a mailbox on Dovecot that signs in by XOAUTH2', () => {
  /** Shorter than what is left of this test, longer than a sign-in on a busy machine. */
  const LIFE_S = 10;
  let tokens: TokenServer;
  let account: TestAccount;
  let admin: Visitor;
  let id: string;
  beforeAll(async () => {
    account = dovecot.account();
    admin = await pli.signIn('admin');
    tokens = await tokenServer('typed by hand');
    const added = await admin.call<Mailbox>('POST', '/api/mailboxes', { body: authorised('typed by hand') });
    expect(added.status).toBe(201);
    id = added.body.id;
  });
  afterAll(() => tokens?.close());

  const tokenServer = (first: string) => rotatingTokenServer(first, 0, () => jwtOf(KEY, account.user, LIFE_S));
  const authorised = (refreshToken?: string): MailboxInput => {
    const client = { tokenUrl: tokens.url, clientId: 'pli', clientSecret: 'client secret', scopes: [] };
    return { ...settingsOf(dovecot, account), oauth: { ...client, ...(refreshToken && { refreshToken }) } };
  };
  const set = async (body: MailboxInput) =>
    expect((await admin.call('PUT', `/api/mailboxes/${id}`, { body })).status).toBe(200);
  const shown = async () => {
    const { items } = await admin.get<{ items: Mailbox[] }>('/api/mailboxes');
    return items.find((one) => one.id === id);
  };
  const condition = (wanted: Mailbox['condition']) =>
    until(`it is ${wanted}`, async () => (await shown())?.condition === wanted, PATIENCE_S);
  const receives = async (subject: string) => {
    await dovecot.deliver(account, [rawLetter({ subject })]);
    const dossier = () => pli.store.dossiers.model.findOne({ subject }).lean();
    await until(`the dossier ${subject}`, dossier, PATIENCE_S);
  };

  it('peer 30: reads its letters, and when its token has ended asks for another by the refresh token that replaced the first', async () => {
    await receives('by token');
    const before = tokens.asked();
    await pause(LIFE_S * 1_000 + 1_000);
    // Watched anew, it signs in anew.
    await set({ ...authorised(), name: 'Relue' });
    await until('another token', () => tokens.asked() > before, PATIENCE_S);
    await receives('by another token');
    const { refreshToken = '' } = (await pli.store.mailboxes.oauth(id)) ?? {};
    expect(pli.secrets.open(refreshToken)).toBe(tokens.current());
  });

  it('peer 31: says in words that its authorisation has ended, and goes on with another', async () => {
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'stolen' });
    expect((await fetch(tokens.url, { method: 'POST', body })).status).toBe(400);
    await pause(LIFE_S * 1_000 + 1_000);
    await set({ ...authorised(), name: 'Refusée' });
    await condition('failing');
    const reason = 'The authorisation was refused (invalid_grant)';
    expect((await shown())?.lastError).toMatchObject({ reason, signInRefused: true });
    await dovecot.deliver(account, [rawLetter({ subject: 'while it was refused' })]);
    await tokens.close();
    tokens = await tokenServer('another authorisation');
    await set(authorised('another authorisation'));
    await condition('working');
    await receives('once it was authorised');
    const missed = () => pli.store.dossiers.model.countDocuments({ subject: 'while it was refused' });
    await until('the letter that had come meanwhile', async () => (await missed()) === 1);
  });
});
