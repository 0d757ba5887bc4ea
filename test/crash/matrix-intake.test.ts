/** A worker killed at each step between the mail server's letter and the cursor that passes it: none lost, none doubled. */
import { WorkflowNotFoundError } from '@temporalio/client';
import { dossierWorkflowId } from '../../contract/workflows.ts';
import { sha256 } from '../../store/base/blobs.ts';
import { verifyChain } from '../../store/dossiers/timeline.ts';
import type { Pli } from '../api/harness.ts';
import { newMessageId, rawLetter } from '../api/letters.ts';
import { pause, until } from '../api/until.ts';
import { command, type Matrix, openMatrix, type Provable, ROUNDS } from './matrix.ts';

const COMMIT = { request: /commitTransaction/, after: command('insert', 'ledger') };
const MOVE = /UID MOVE/;
const CURSOR = /lastUid/;
/** Where letters go once they are safe here. */
const DONE = 'Done';

/** How far a letter has come. */
interface Facts {
  readonly bytes: boolean;
  readonly row: 'none' | 'untold' | 'told';
  readonly workflow: boolean;
  /** Moved on its server. */
  readonly moved: boolean;
  readonly passed: boolean;
}
const NOTHING: Facts = { bytes: false, row: 'none', workflow: false, moved: false, passed: false };
const BYTES: Facts = { ...NOTHING, bytes: true };
const ROW: Facts = { ...BYTES, row: 'untold' };
const WORKFLOW: Facts = { ...ROW, workflow: true };
const TOLD: Facts = { ...WORKFLOW, row: 'told' };
const MOVED: Facts = { ...TOLD, moved: true };
const PASSED: Facts = { ...MOVED, passed: true };

const BYTES_COME = /UID FETCH .*BODY\.PEEK\[\]/;
const KEEP_BYTES = command('insert', 'blobs\\.chunks');
const MARK = command('update', 'ledger');
const STEPS: readonly Provable<Facts>[] = [
  { name: 'its bytes have come, unread', server: 'imap', at: 'answered', request: BYTES_COME, held: NOTHING },
  { name: 'its bytes are to be kept', server: 'mongo', at: 'asked', request: KEEP_BYTES, held: NOTHING },
  { name: 'it is to be committed', server: 'mongo', at: 'asked', ...COMMIT, held: BYTES },
  { name: 'it is committed, unheard', server: 'mongo', at: 'answered', ...COMMIT, held: ROW },
  { name: 'its dossier is to be told', server: 'temporal', at: 'asked', request: /"opening"/, held: ROW },
  { name: 'its dossier was told, unmarked', server: 'mongo', at: 'asked', request: MARK, held: WORKFLOW },
  { name: 'it is to be moved', server: 'imap', at: 'asked', request: MOVE, held: TOLD },
  { name: 'it was moved, unheard', server: 'imap', at: 'answered', request: MOVE, held: MOVED },
  { name: 'the cursor is to pass it', server: 'mongo', at: 'asked', request: CURSOR, after: MARK, held: MOVED },
  {
    name: 'the cursor has passed it, unheard',
    server: 'mongo',
    at: 'answered',
    request: CURSOR,
    after: MARK,
    held: PASSED,
  },
];
const CRASHES = Array.from({ length: ROUNDS }, () => STEPS).flat();

let matrix: Matrix;
beforeAll(async () => {
  matrix = await openMatrix();
  const { store, queue } = matrix.pli;
  await store.mailboxes.configure(queue, { afterwards: { move: DONE } });
});
afterAll(() => matrix.close());

/** Everything before is done: what the worker does next, it does for the next letter. */
async function allIsRecorded(pli: Pli, letters: number): Promise<readonly string[]> {
  const { store } = pli;
  await until(
    'the letters before',
    async () => {
      const rows = await store.ledger.list({ limit: letters + 1 });
      const isTold = rows.length === letters && rows.every((row) => row.signalled);
      // The cursor passes a letter that was moved unheard with the next one.
      const isMoved = isTold && (await lyingIn(pli, 'INBOX')) === 0;
      return isMoved && (await store.dossiers.model.countDocuments()) === letters;
    },
    120,
  );
  return [];
}

/** How many letters lie in a folder, as another mail program sees them. */
async function lyingIn({ post, support }: Pli, folder: string): Promise<number> {
  return (await post.read(support, folder)).length;
}

async function factsOf(pli: Pli, messageId: string, raw: Buffer): Promise<Facts> {
  const { store, temporal, queue } = pli;
  const files = store.connection.db?.collection('blobs.files');
  const row = (await store.ledger.list({ limit: 5 })).find((r) => r.messageId === messageId);
  const workflow = row && temporal.workflow.getHandle(dossierWorkflowId(row.dossier ?? '')).describe();
  return {
    bytes: (await files?.countDocuments({ filename: sha256(raw) })) === 1,
    row: row ? (row.signalled ? 'told' : 'untold') : 'none',
    workflow: (await workflow?.then(() => true, isNotFound)) ?? false,
    moved: (await lyingIn(pli, 'INBOX')) === 0,
    passed: row !== undefined && row.uid <= ((await store.mailboxes.get(queue))?.cursor?.lastUid ?? 0),
  };
}

function isNotFound(error: unknown): false {
  if (error instanceof WorkflowNotFoundError) return false;
  throw error;
}

it(
  `O5, peer 1, peer 8, peer 35: after a worker killed at each of ${STEPS.length} steps, ${ROUNDS} times, each letter has one dossier`,
  async () => {
    const { pli } = matrix;
    const subjects = CRASHES.map((_, i) => `Colis ${i}`);
    for (const [i, step] of CRASHES.entries()) {
      const messageId = newMessageId();
      const letter = rawLetter({ subject: subjects[i] ?? '', messageId });
      await matrix.killAt(step, { before: () => allIsRecorded(pli, i), meanwhile: () => pli.post.fill([letter]) });
      expect({ step: step.name, ...(await factsOf(pli, messageId, letter)) }).toEqual({
        step: step.name,
        ...step.held,
      });
    }
    await matrix.finish();
    const recorded = () => pli.store.dossiers.model.countDocuments();
    await until('the dossiers', async () => (await recorded()) >= CRASHES.length, 150);
    await until('the moves', async () => (await lyingIn(pli, 'INBOX')) === 0, 60);
    await pause(2_000);
    expect(await lyingIn(pli, DONE)).toBe(CRASHES.length);

    const dossiers = await pli.store.dossiers.model.find().lean();
    expect(dossiers.map((d) => d.subject).sort()).toEqual([...subjects].sort());
    const rows = await pli.store.ledger.list({ limit: CRASHES.length + 10 });
    expect(rows.map((r) => r.fate)).toEqual(CRASHES.map(() => 'dossier'));
    expect(new Set(rows.map((r) => r.dossier)).size).toBe(CRASHES.length);
    for (const { _id } of dossiers) {
      const entries = await pli.store.timeline.read(_id);
      expect(entries.map((e) => e.type)).toEqual(['dossierOpened', 'letterReceived']);
      expect(verifyChain(entries)).toEqual({ ok: true, events: 2 });
      expect(await pli.store.messages.ofDossier(_id)).toHaveLength(1);
    }
  },
  300_000 + CRASHES.length * 90_000,
);
