/** Workers killed at each step of sending to several people, one of whom is told to wait: each has each reply once. */
import type { DossierRow } from '../../api/schemas.ts';
import { type FaultyServer, openFaultyServer, type TakenLetter } from '../activities/outgoing.ts';
import { openPli, type Pli } from '../api/harness.ts';
import { rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import type { Visitor } from '../api/visitor.ts';
import type { WorkerProcess } from '../api/worker-process.ts';

const CLAIRE = 'claire@customer.example';
const PAUL = 'paul@customer.example';
const STEPS = ['the recipients are asked', 'the letter is there, and unanswered', 'the letter is answered'] as const;
const REPLIES_A_STEP = 4;

let pli: Pli;
let server: FaultyServer;
let lea: Visitor;
beforeAll(async () => {
  server = await openFaultyServer();
  pli = await openPli({ submission: server });
  lea = await pli.signIn('lea');
});
afterAll(async () => {
  await pli.close();
  await server.close();
});

const isOurs = ({ to }: TakenLetter) => to.includes(pli.support.address);

/** The server brings our own copy to our mailbox, as any would; then the worker dies at that step, once. */
function killAt(step: (typeof STEPS)[number], worker: WorkerProcess): Promise<void> {
  return new Promise((resolve) => {
    const kill = async () => {
      server.beforeAnswer = async () => undefined;
      server.beforeYes = bringCopy;
      await worker.kill();
      resolve();
    };
    if (step === 'the recipients are asked') server.beforeAnswer = kill;
    else
      server.beforeYes = async (letter) => {
        await bringCopy(letter);
        if (step === 'the letter is answered') setImmediate(kill);
        else await kill();
      };
  });
}

async function bringCopy(letter: TakenLetter): Promise<void> {
  if (isOurs(letter)) await pli.post.fill([letter.raw]);
}

async function reply(id: string): Promise<void> {
  const text = { to: [CLAIRE], cc: [PAUL], bcc: [], subject: 'Re: Colis', html: '<p>Demain.</p>', attachments: [] };
  const { status } = await lea.insist(id, { type: 'replyAndClose', message: text });
  if (status !== 200) throw new Error(`the reply was answered ${status}`);
}

const timesTaken = (address: string) => {
  const ids = server.taken
    .filter((letter) => letter.to.includes(address))
    .map(({ raw }) => /^Message-ID: (\S+)/im.exec(raw.toString())?.[1] ?? '');
  return Object.values(Object.groupBy(ids, (id) => id)).map((same) => same?.length);
};

it('O5, peer 21, peer 22: 12 replies to two people, during which three workers are killed, reach each of them once', async () => {
  let worker = await pli.startWorker();
  const letters = Array.from({ length: STEPS.length * REPLIES_A_STEP }, () => rawLetter({ subject: 'Colis' }));
  await pli.post.fill(letters);
  const list = () => lea.get<{ items: DossierRow[] }>('/api/dossiers?desk=inProgress');
  const dossiers = await until('the dossiers', async () => {
    const { items } = await list();
    return items.length === letters.length && items;
  });
  // Nothing but our own copy proves that a letter was accepted, and Claire is not in any of those.
  server.refuseRecipient = (address) => (address === CLAIRE ? { code: 451, text: 'later' } : null);
  for (const [i, step] of STEPS.entries()) {
    const group = dossiers.slice(i * REPLIES_A_STEP, (i + 1) * REPLIES_A_STEP);
    await Promise.all(group.map(({ id }) => reply(id)));
    await killAt(step, worker);
    worker = await pli.startWorker();
  }
  server.refuseRecipient = () => null;
  const sent = async (id: string) => (await pli.store.timeline.read(id)).some((e) => e.type === 'replySent');
  await until(
    'every reply sent',
    async () => (await Promise.all(dossiers.map(({ id }) => sent(id)))).every(Boolean),
    300,
  );
  await pause(2_000);

  const once = Array(letters.length).fill(1);
  expect({ claire: timesTaken(CLAIRE), paul: timesTaken(PAUL) }).toEqual({ claire: once, paul: once });
  expect(server.taken.filter(isOurs).every((letter) => letter.to.includes(PAUL))).toBe(true);
}, 600_000);
