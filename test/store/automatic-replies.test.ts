/** The right to answer by itself: once for each contact, dossier and moment, within windows that outlive a restart. */
import { ANSWER_WINDOWS, type AnswerClaim, MAILBOX_WINDOWS } from '../../store/letters/automatic-replies.ts';
import { openStore, type Store } from '../../store/store.ts';
import { testEngines } from '../setup/engines.ts';

const NOW = new Date('2026-11-21T09:00:00Z');
const { mongoUrl } = testEngines();
let store: Store;
beforeAll(async () => {
  store = await openStore(mongoUrl);
});
afterAll(() => store.close());

const claim = (address: string, id: string, change: Partial<AnswerClaim> = {}): AnswerClaim => ({
  ...{
    dossierId: id,
    address,
    mailbox: 'support',
    moment: 'first',
    letter: `letter-${id}`,
    message: `message-${id}`,
    ...change,
  },
});

it('C15: the same letter has the same answer; another letter of the same moment has none', async () => {
  const { claim: take } = store.automaticReplies;
  expect(await take(claim('a@x.fr', 'a'), NOW)).toBe('message-a');
  expect(await take(claim('a@x.fr', 'a', { message: 'again' }), NOW)).toBe('message-a');
  expect(await take(claim('a@x.fr', 'a', { letter: 'other', message: 'other' }), NOW)).toBeNull();
  expect(await take(claim('a@x.fr', 'a', { letter: 'later', moment: 'reopens', message: 'later' }), NOW)).toBe('later');
});

it('peer 24: twenty dossiers at once answer one address five times, whichever process asks', async () => {
  const second = await openStore(mongoUrl);
  const asked = Array.from({ length: 20 }, (_, i) =>
    (i % 2 ? store : second).automaticReplies.claim(claim('b@x.fr', `b${i}`), NOW),
  );
  const taken = (await Promise.all(asked)).filter((message) => message !== null);
  expect(taken).toHaveLength(ANSWER_WINDOWS[0].most);
  await second.close();
});

it('peer 24: an hour later there is room again, until the day is full', async () => {
  const [hour, day] = ANSWER_WINDOWS;
  let taken = 0;
  for (let i = 0; i < 30; i += 1) {
    const at = new Date(NOW.getTime() + Math.floor(i / hour.most) * (hour.ms + 1));
    if ((await store.automaticReplies.claim(claim('c@x.fr', `c${i}`), at)) !== null) taken += 1;
  }
  expect(taken).toBe(day.most);
});

it('peer 24: a loop whose addresses change at each turn fills the mailbox, after a restart too; another still answers', async () => {
  const [{ ms, most }] = MAILBOX_WINDOWS;
  const loop = { mailbox: 'looping' };
  const turn = (i: number, at: Date, from = store) =>
    from.automaticReplies.claim(claim(`d${i}@x.fr`, `d${i}`, loop), at);
  // One after the other: how many the mailbox lets out is exact then.
  for (let i = 0; i < most; i += 1) expect(await turn(i, NOW)).toBe(`message-d${i}`);
  const restarted = await openStore(mongoUrl);
  expect(await turn(most, NOW, restarted)).toBeNull();
  expect(await turn(0, NOW, restarted)).toBe('message-d0');
  await restarted.close();
  expect(await store.automaticReplies.claim(claim('e@x.fr', 'e', { mailbox: 'calm' }), NOW)).toBe('message-e');
  expect(await turn(most, new Date(NOW.getTime() + ms + 1))).toBe(`message-d${most}`);
});
