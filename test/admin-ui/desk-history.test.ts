/**
 * The history as it is told, and its chain as it is verified by whoever reads it.
 * @jest-environment node
 */
import { createHash } from 'node:crypto';
import { commandOf, stepsOf } from '../../admin-ui/desk/side/history.ts';
import { verifyChain } from '../../admin-ui/desk/side/verify-chain.ts';
import { threadItems } from '../../admin-ui/desk/thread/thread-items.ts';
import { desk as english } from '../../admin-ui/i18n/desk.en.ts';
import { presentEvent } from '../../api/dossiers/present.ts';
import { GENESIS, type TimelineEntry, verifyChain as verifyStored } from '../../store/dossiers/timeline.ts';
import { buildEvent } from './builders.ts';

describe('the history', () => {
  const accept = [
    buildEvent({ seq: 3, cause: 'command a', data: { transition: 'accept', to: 'open' } }),
    buildEvent({ seq: 4, cause: 'command a', type: 'assigned', data: { to: 'lea' } }),
  ];

  it('tells together what came of one command', () => {
    const steps = stepsOf([...accept, buildEvent({ seq: 5, cause: 'timer goDormant 12', type: 'moved' })]);
    expect(steps.map(({ seq, cause, named, events }) => [seq, cause, named, events.length])).toEqual([
      [3, 'command', 'a', 2],
      [5, 'timer', 'goDormant', 1],
    ]);
  });

  it('names the command, also where it takes no transition', () => {
    const named = (type: string, data: Record<string, unknown>) =>
      stepsOf([buildEvent({ type, data, cause: 'command b' })]).map(commandOf)[0];
    expect(stepsOf(accept).map(commandOf)).toEqual(['accept']);
    expect(named('assigned', { to: 'lea' })).toBe('take');
    expect(named('assigned', { to: 'marc' })).toBe('assign');
    expect(named('assigned', { to: 'marc', wrapUp: 'Parle allemand' })).toBe('handOver');
    expect(named('unassigned', { why: 'dismissed' })).toBe('dismiss');
    expect(named('transferred', { queue: 'billing' })).toBe('transfer');
    expect(named('replyUndone', { to: 'draft' })).toBe('undoSend');
  });

  it('shows in the thread one line for taking charge, and one for taking without moving', () => {
    const taken = buildEvent({ seq: 9, cause: 'command c', type: 'assigned', data: { to: 'lea' } });
    const shown = threadItems([], [...accept, taken]).map((item) => item.kind === 'event' && item.event.seq);
    expect(shown).toEqual([3, 9]);
  });
});

describe('the chain, verified in the browser', () => {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  /** An entry as the store seals it: the store itself says below that it is right. */
  function sealed(seq: number, prevHash: string): TimelineEntry {
    const data = { message: `m${seq}`, automatic: false, deadlines: [], answerFor: null };
    const dataHash = sha256(`salt\n${JSON.stringify(Object.fromEntries(Object.entries(data).sort()))}`);
    const entry = {
      actor: { kind: 'contact' as const },
      at: 1_800_000_000_000 + seq,
      cause: `letter m${seq}`,
      dataHash,
      dossierId: 'd1',
      prevHash,
      seq,
      type: 'letterReceived' as const,
    };
    return { ...entry, _id: `d1:${seq}`, data, salt: 'salt', hash: sha256(JSON.stringify(entry)) };
  }
  const first = sealed(1, GENESIS);
  const second = sealed(2, first.hash);
  const entries = [first, second, sealed(3, second.hash)];
  const read = entries.map(presentEvent);

  it('O6: holds for what the store holds for', async () => {
    expect(verifyStored(entries)).toEqual({ ok: true, events: 3 });
    expect(await verifyChain('d1', read)).toEqual({ ok: true, events: 3 });
  });

  it('O6: names the first event that was altered, removed or taken from another dossier', async () => {
    const altered = read.map((e) => (e.seq === 2 ? { ...e, data: { ...e.data, automatic: true } } : e));
    expect(await verifyChain('d1', altered)).toEqual({ ok: false, seq: 2 });
    expect(await verifyChain('d1', [...read.slice(0, 1), ...read.slice(2)])).toEqual({ ok: false, seq: 3 });
    expect(await verifyChain('d2', read)).toEqual({ ok: false, seq: 1 });
  });
});

it('every event of the timeline has its sentence', () => {
  const types = [
    'dossierOpened letterReceived moved triggered offered assigned transferred handedOver validationRequested',
    'answerAmended validationApproved validationRefused replySubmitted replyUndone replyReleased replyDeferred',
    'replySent replyFailed replyCancelled outcomeSet timerExtended timersChanged routingChanged interrupted',
    'lettersSplit merged unmerged lettersCame_split lettersCame_merge lettersLeft messageRedacted_content messageRedacted_author',
    'offerEnded_rejected offerEnded_unanswered unassigned_asked unassigned_dismissed unassigned_left_inbox',
    'alerted_send_failed alerted_validation_overdue alerted_validation_refused alerted_interrupted alerted_help_asked',
  ].flatMap((line) => line.split(' '));
  expect(types.filter((type) => !(type in english.events))).toEqual([]);
});
