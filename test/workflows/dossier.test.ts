/** The dossier workflow on a Temporal whose time is skipped, recording in a real MongoDB. */

import { WorkflowUpdateFailedError } from '@temporalio/client';
import { createRecord } from '../../activities/record/record.ts';
import type { RedirectRequest } from '../../contract/activities.ts';
import type { DeliveryOutcome } from '../../domain/dossier/commands.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { fold } from '../../domain/dossier/evolve.ts';
import { toEvent, verifyChain } from '../../store/dossiers/timeline.ts';
import { openStore, type Store } from '../../store/store.ts';
import { DAY, opened, reply } from '../domain/given.ts';
import { testEngines } from '../setup/engines.ts';
import { openTimeMachine, type TestDossier, type TimeMachine } from './environment.ts';

const engines = testEngines();
const SENT: DeliveryOutcome = { outcome: 'sent', messageId: '<r@pli>', rejected: 0 };
let machine: TimeMachine;
let store: Store;
let attempts: string[];
let answers: DeliveryOutcome[];
let redirected: RedirectRequest[];

beforeAll(async () => {
  machine = await openTimeMachine(await engines.timeSkippingServer(), engines.workflowBundle);
  store = await openStore(engines.mongoUrl);
});

afterAll(async () => {
  await machine.close();
  await store.close();
});

/** A dossier in a world where the mail server gives these answers, then accepts. */
async function inWorld(
  deliveries: readonly DeliveryOutcome[],
  test: (dossier: TestDossier) => Promise<void>,
): Promise<void> {
  attempts = [];
  redirected = [];
  answers = [...deliveries];
  const record = createRecord({ store });
  const sendReply = async ({ message }: { message: string }) => {
    attempts.push(message);
    return answers.shift() ?? SENT;
  };
  const redirectLetter = async (request: RedirectRequest) => void redirected.push(request);
  const nobody = { findAgent: async () => null, freeAgent: async () => {} };
  await machine.play({ record, sendReply, redirectLetter, ...nobody }, test);
}

const timeline = async ({ id }: TestDossier) => store.timeline.read(id);
const types = async (dossier: TestDossier) => (await timeline(dossier)).map((e) => e.type);
const row = ({ id }: TestDossier) => store.dossiers.get(id);
const later = (duration: string) => machine.later(duration);

async function refusal(command: Promise<unknown>): Promise<string | undefined> {
  const error = await command.then(
    () => undefined,
    (e: unknown) => e,
  );
  return error instanceof WorkflowUpdateFailedError ? error.cause?.message : undefined;
}

it('a letter answered and closed is on record, chained, and the read model is its fold', async () => {
  await inWorld([], async (dossier) => {
    await dossier.letter('m1');
    expect(await dossier.command({ type: 'accept' })).toEqual({ version: 4, state: 'open' });
    expect(await dossier.command({ type: 'replyAndClose', message: reply() })).toEqual({ version: 6, state: 'closed' });
    await later('11s');
    expect(attempts).toEqual(['reply-1']);
    expect(await types(dossier)).toEqual([
      'dossierOpened',
      'letterReceived',
      'moved',
      'assigned',
      'replySubmitted',
      'moved',
      'replyReleased',
      'replySent',
    ]);
    const entries = await timeline(dossier);
    expect(verifyChain(entries)).toEqual({ ok: true, events: 8 });
    const folded: Partial<Dossier> = { ...fold(entries.map(toEvent)) };
    expect(folded).toMatchObject({ id: dossier.id, version: 8 });
    const { id: _id, received: _received, ...shown } = folded;
    expect(await row(dossier)).toMatchObject(shown);
  });
});

it('O4: an undone reply never leaves, even when time passes', async () => {
  await inWorld([], async (dossier) => {
    await dossier.letter('m1');
    await dossier.command({ type: 'accept' });
    await dossier.command({ type: 'replyAndClose', message: reply() });
    await later('5s');
    expect(await dossier.command({ type: 'undoSend' })).toMatchObject({ state: 'open' });
    await later('1h');
    expect(attempts).toEqual([]);
    expect(await refusal(dossier.command({ type: 'undoSend' }))).toBe('nothing-to-undo');
  });
});

it('a refused command is not in the history and changes nothing', async () => {
  await inWorld([], async (dossier) => {
    await dossier.letter('m1');
    await dossier.command({ type: 'accept' });
    const before = await dossier.updatesAccepted();
    expect(await refusal(dossier.command({ type: 'accept' }))).toBe('not-in-this-state');
    expect(await refusal(dossier.command({ type: 'resolve', expectedVersion: 1 }))).toBe('stale');
    expect(await dossier.updatesAccepted()).toBe(before);
    expect((await row(dossier))?.version).toBe(4);
  });
});

it('peer 22: the same command id does the thing once, in the same run and after continue-as-new', async () => {
  await inWorld([], async (dossier) => {
    await dossier.letter('m1');
    const command = { type: 'replyAndClose', message: reply() } as const;
    const first = await dossier.command(command, 'key-1');
    expect(await dossier.command(command, 'key-1')).toEqual(first);
    await later('11s');
    expect(attempts).toEqual(['reply-1']);
  });
  await inWorld([], async (dossier) => {
    const { dossier: state } = opened();
    if (!state) throw new Error('not opened');
    const result = { version: 6, state: 'closed' };
    await dossier.carriedOn({ dossier: { ...state, id: dossier.id }, results: [['key-1', result]] });
    expect(await dossier.command({ type: 'replyAndClose', message: reply() }, 'key-1')).toEqual(result);
    expect(await timeline(dossier)).toEqual([]);
  });
});

it('peer 37: a mail server that defers is asked again until it takes the reply, once', async () => {
  const deferred = { outcome: 'deferred', reason: '451 try later' } as const;
  await inWorld([deferred, deferred, deferred], async (dossier) => {
    await dossier.letter('m1');
    await dossier.command({ type: 'replyAndClose', message: reply() });
    await later('10m');
    expect(attempts).toHaveLength(4);
    expect((await types(dossier)).filter((t) => t === 'replySent')).toHaveLength(1);
  });
});

it('a reply refused for good brings the dossier back with an alert and its text as the draft', async () => {
  await inWorld([{ outcome: 'failed', reason: '550 no such user' }], async (dossier) => {
    await dossier.letter('m1');
    await dossier.command({ type: 'accept' });
    await dossier.command({ type: 'replyAndClose', message: reply() });
    await later('1m');
    expect(await row(dossier)).toMatchObject({ state: 'open', desk: 'inProgress', alert: 'send-failed' });
  });
});

it('A10: the contact’s answer reopens a closed dossier, and a reply in its undo window still leaves', async () => {
  await inWorld([], async (dossier) => {
    await dossier.letter('m1');
    await dossier.command({ type: 'replyAndClose', message: reply() });
    await dossier.letter('m2');
    await later('11s');
    expect(await row(dossier)).toMatchObject({ state: 'reopened', desk: 'inProgress' });
    expect(attempts).toEqual(['reply-1']);
  });
});

it('C6: a closed dossier ends after its reopening window; the letter that comes then is sent elsewhere, not lost', async () => {
  await inWorld([], async (dossier) => {
    await dossier.letter('m1');
    await dossier.command({ type: 'accept' });
    await dossier.command({ type: 'close' });
    await later('29d');
    expect(await row(dossier)).toMatchObject({ state: 'closed' });
    await dossier.handle.result();
    expect(await row(dossier)).toMatchObject({ state: 'archived', desk: null });
  });
});

it('O8: timers keep their absolute time whatever happens between, and fire in order', async () => {
  await inWorld([], async (dossier) => {
    await dossier.letter('m1');
    await dossier.command({ type: 'accept' });
    await later('20d');
    await dossier.letter('m2');
    await later('29d');
    expect(await row(dossier)).toMatchObject({ state: 'open' });
    await later('2d');
    expect(await row(dossier)).toMatchObject({ state: 'dormant' });
    const [deadline] = (await row(dossier))?.deadlines ?? [];
    const since = (await row(dossier))?.since ?? 0;
    expect(deadline).toEqual({ timer: 'dormantToClosed', since, at: since + 60 * DAY });
    await later('60d');
    expect(await row(dossier)).toMatchObject({ state: 'closed' });
  });
});
