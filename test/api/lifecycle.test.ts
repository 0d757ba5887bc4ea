/** Every command over HTTP, with what it does and how it is refused. */
import type { DossierDetail, DossierRow } from '../../api/schemas.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { answer, detailOf, does, newDossier, refusal, writesAgain } from './desk.ts';
import { listen, type StreamEvent } from './event-source.ts';
import { openPli, type Pli } from './harness.ts';
import { pause, until } from './until.ts';
import type { Visitor } from './visitor.ts';

/** Standard, but what is resolved closes by itself as soon as nothing can be undone. */
const HASTY = {
  ...STANDARD,
  id: 'hasty',
  timers: STANDARD.timers.map((t) =>
    t.id === 'resolvedToClosed' ? { ...t, enabled: false, whenOff: 'atOnce' as const } : t,
  ),
};

let pli: Pli;
let lea: Visitor;
let marc: Visitor;
let nora: Visitor;
let sam: Visitor;
let billing: string;
beforeAll(async () => {
  pli = await openPli();
  billing = `${pli.queue}-billing`;
  const own = await pli.store.queues.get(pli.queue);
  if (!own) throw new Error('no queue');
  const { mailbox, definition } = own;
  await pli.store.queues.upsert({ _id: billing, name: 'Facturation', mailbox, definition });
  await pli.store.users.upsert({ ...(await user('ines')), queues: [billing, pli.queue] });
  await pli.startWorker();
  [lea, marc, nora, sam] = await Promise.all([
    pli.signIn('lea'),
    pli.signIn('marc'),
    pli.signIn('nora'),
    pli.signIn('sam'),
  ]);
});
afterAll(() => pli.close());

async function user(id: string) {
  const found = await pli.store.users.get(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

/** The queue as this test needs it; as it was, afterwards. */
async function withQueue(change: object, test: () => Promise<void>): Promise<void> {
  const before = await pli.store.queues.get(pli.queue);
  if (!before) throw new Error('no queue');
  await pli.store.queues.upsert({ ...before, ...change });
  await test().finally(() => pli.store.queues.upsert(before));
}

const open = async (subject: string) => {
  const dossier = await newDossier(pli, subject);
  await does(lea, dossier.id, { type: 'accept' });
  return dossier;
};
const listed = async (who: Visitor, query: string) =>
  (await who.get<{ items: DossierRow[] }>(`/api/dossiers?${query}`)).items.map((row) => row.id);

describe('answering', () => {
  it('A8: answering without closing keeps it in progress as « À traiter (bis) », in a pull queue only', async () => {
    const { id } = await newDossier(pli, 'A8');
    await withQueue({ routing: 'offer' }, async () => {
      const refused = await refusal(lea, id, { type: 'replyKeepOpen', message: answer(pli) });
      expect(refused).toEqual([422, 'needs-pull-mode']);
    });
    expect(await does(lea, id, { type: 'replyKeepOpen', message: answer(pli) })).toBe('provisional');
    expect(await detailOf(lea, id)).toMatchObject({ desk: 'inProgress', assignee: null });
  });

  it('A9: answering and waiting puts it among the handled; the contact’s answer brings it back as « Retour contact »', async () => {
    const dossier = await open('A9');
    expect(await does(lea, dossier.id, { type: 'replyAndWait', message: answer(pli) })).toBe('waiting');
    expect(await detailOf(lea, dossier.id)).toMatchObject({ desk: 'handled', assignee: 'lea' });
    await writesAgain(pli, dossier);
    expect(await detailOf(lea, dossier.id)).toMatchObject({ state: 'returned', desk: 'inProgress' });
    expect(await refusal(nora, dossier.id, { type: 'replyAndWait', message: answer(pli) })).toEqual([403, 'forbidden']);
  });

  it('A10: answering and closing closes it; the contact’s new letter brings it back to handle', async () => {
    const dossier = await open('A10');
    expect(await does(lea, dossier.id, { type: 'replyAndClose', message: answer(pli) })).toBe('closed');
    expect(await refusal(lea, dossier.id, { type: 'replyAndClose', message: answer(pli) })).toEqual([
      422,
      'not-in-this-state',
    ]);
    await writesAgain(pli, dossier);
    expect(await detailOf(lea, dossier.id)).toMatchObject({ state: 'reopened', desk: 'inProgress' });
  });

  it('N7: answering what nobody has assigns it to nobody', async () => {
    const { id } = await newDossier(pli, 'N7');
    await does(lea, id, { type: 'replyAndWait', message: answer(pli) });
    expect(await detailOf(lea, id)).toMatchObject({ assignee: null });
  });

  it('A2: To is the contact, unless one may change it', async () => {
    const { id } = await newDossier(pli, 'A2');
    const elsewhere = answer(pli, '<p>x</p>', { to: ['autre@example.org'] });
    expect(await refusal(lea, id, { type: 'replyAndWait', message: elsewhere })).toEqual([403, 'recipient-locked']);
    expect(await does(marc, id, { type: 'replyAndWait', message: elsewhere })).toBe('waiting');
    expect(await detailOf(marc, id)).toMatchObject({ contact: { email: pli.customer.address } });
  });
});

describe('holding', () => {
  it('A1: accepting takes charge; what a colleague has is shown by name to whom it is refused', async () => {
    const { id } = await newDossier(pli, 'A1');
    await withQueue({ routing: 'assign' }, async () => {
      expect(await does(lea, id, { type: 'accept' })).toBe('open');
      expect(await refusal(marc, id, { type: 'take' })).toEqual([422, 'assigned-to-another']);
      const { refused } = await detailOf(marc, id);
      expect(refused.find((r) => r.type === 'take')?.detail).toBe(
        'This dossier belongs to lea. A supervisor can reassign it.',
      );
    });
    expect(await refusal(nora, id, { type: 'accept' })).toEqual([403, 'forbidden']);
  });

  it('C11: what waits in a queue’s inbox is taken, or assigned by hand to somebody of the queue', async () => {
    const { id } = await newDossier(pli, 'C11');
    await does(lea, id, { type: 'take' });
    expect(await refusal(lea, id, { type: 'take' })).toEqual([422, 'already-yours']);
    expect(await refusal(sam, id, { type: 'assign', to: 'stranger' })).toEqual([422, 'not-assignable']);
    await does(sam, id, { type: 'assign', to: 'marc' });
    expect(await detailOf(marc, id)).toMatchObject({ state: 'new', assignee: 'marc' });
    expect(await listed(marc, 'assignee=me')).toContain(id);
  });

  it('N8: what is not offered is not rejected', async () => {
    const { id } = await newDossier(pli, 'N8');
    expect(await refusal(lea, id, { type: 'reject' })).toEqual([422, 'not-in-this-state']);
    expect(await listed(lea, 'offeredTo=me')).toEqual([]);
  });

  it('N25: unassign gives it back to the queue, dismiss says more; each by the one who has it', async () => {
    const { id } = await open('N25');
    expect(await refusal(marc, id, { type: 'unassign' })).toEqual([422, 'assigned-to-another']);
    await does(lea, id, { type: 'unassign' });
    expect(await refusal(lea, id, { type: 'dismiss' })).toEqual([422, 'not-assigned']);
    await does(lea, id, { type: 'take' });
    expect(await does(lea, id, { type: 'dismiss' })).toBe('new');
    expect(await detailOf(lea, id)).toMatchObject({ assignee: null, desk: 'inProgress' });
    const events = await pli.store.timeline.read(id);
    expect(events.findLast((e) => e.type === 'unassigned')?.data).toMatchObject({ from: 'lea', why: 'dismissed' });
  });
});

describe('transfer', () => {
  const to = (kind: string, id: string, wrapUp = 'Facture') => ({ type: 'transfer', to: { kind, id }, wrapUp });

  it('W10: to another queue once accepted, with a reason of the queue’s list', async () => {
    const { id } = await newDossier(pli, 'W10');
    expect(await refusal(lea, id, to('queue', billing))).toEqual([422, 'not-in-this-state']);
    await does(lea, id, { type: 'accept' });
    await withQueue({ wrapUps: ['Facture', 'Erreur'] }, async () => {
      expect((await detailOf(lea, id)).wrapUps).toEqual(['Facture', 'Erreur']);
      expect(await refusal(lea, id, to('queue', billing, 'Bof'))).toEqual([422, 'needs-wrap-up']);
      expect(await refusal(lea, id, to('queue', pli.queue))).toEqual([422, 'same-queue']);
      expect(await does(lea, id, to('queue', billing))).toBe('new');
    });
    const row = await pli.store.dossiers.get(id);
    expect(row).toMatchObject({ queue: billing, state: 'new', assignee: null });
    expect((await lea.call('GET', `/api/dossiers/${id}`)).status).toBe(404);
  });

  it('W10: never to a person in this mode, nor to a queue that is closed', async () => {
    const { id } = await open('W10 refused');
    expect((await detailOf(lea, id)).transfers).toEqual(['queue']);
    expect(await refusal(lea, id, to('agent', 'marc'))).toEqual([422, 'transfer-mode-off']);
    const queue = await pli.store.queues.get(billing);
    if (queue) await pli.store.queues.upsert({ ...queue, status: 'closed' });
    expect(await lea.get('/api/destinations')).toEqual({ items: [{ id: pli.queue, name: 'Support' }] });
    expect(await refusal(lea, id, to('queue', billing))).toEqual([422, 'queue-closed']);
    if (queue) await pli.store.queues.upsert(queue);
    expect(await detailOf(lea, id)).toMatchObject({ state: 'open', assignee: 'lea' });
  });

  it('N10: to an agent, a skill or a team, where the queue allows it, from new or open', async () => {
    const { id } = await newDossier(pli, 'N10');
    await pli.store.teams.upsert({ _id: 'night', name: 'Nuit' });
    await withQueue({ transfers: ['agent', 'skill', 'team'] }, async () => {
      expect((await detailOf(lea, id)).transfers).toEqual(['agent', 'skill', 'team']);
      expect(await refusal(lea, id, to('skill', 'none'))).toEqual([422, 'unknown-target']);
      expect(await refusal(lea, id, to('agent', 'stranger'))).toEqual([422, 'not-assignable']);
      expect(await does(lea, id, to('agent', 'marc'))).toBe('new');
      expect(await detailOf(lea, id)).toMatchObject({ assignee: 'marc' });
      expect(await does(lea, id, to('team', 'night'))).toBe('new');
      expect(await detailOf(lea, id)).toMatchObject({ assignee: null });
      await does(lea, id, { type: 'replyKeepOpen', message: answer(pli) });
      expect(await refusal(lea, id, to('agent', 'marc'))).toEqual([422, 'not-in-this-state']);
    });
  });

  it('W10: those who no longer see it are told that it is gone, the others where it is', async () => {
    const { id } = await open('W10 gone');
    const [left, both] = [await listen(lea), await listen(await pli.signIn('ines'))];
    const stranger = await listen(await pli.signIn('stranger'));
    await does(lea, id, to('queue', billing));
    expect((await left.next('gone', (e) => e.event === 'gone')).data).toEqual({ id });
    const moved = await both.next('the row', (e) => e.event === 'dossier' && e.data.state === 'new');
    expect(moved.data).toMatchObject({ id, queue: billing });
    await pause(300);
    // What it was told before is of the queue it was in.
    const isThere = (e: StreamEvent) => e.event === 'dossier' && e.data.queue === billing;
    const rows = left.events.filter(isThere);
    expect([rows, both.events.filter((e) => e.event === 'gone'), stranger.events]).toEqual([[], [], []]);
    await Promise.all([left.close(), both.close(), stranger.close()]);
  });
});

describe('moving', () => {
  it('resolve, close and reopen, each where the definition has it', async () => {
    const { id } = await newDossier(pli, 'moves');
    expect(await refusal(lea, id, { type: 'resolve' })).toEqual([422, 'not-in-this-state']);
    await does(lea, id, { type: 'accept' });
    expect(await does(lea, id, { type: 'resolve' })).toBe('resolved');
    expect(await does(lea, id, { type: 'close' })).toBe('closed');
    expect(await refusal(lea, id, { type: 'close' })).toEqual([422, 'not-in-this-state']);
    expect(await does(lea, id, { type: 'reopen' })).toBe('open');
    expect(await refusal(nora, id, { type: 'close' })).toEqual([403, 'forbidden']);
  });

  it('G14: only what we began is suspended; what is not suspended is not resumed', async () => {
    const { id } = await open('G14');
    expect(await refusal(lea, id, { type: 'suspend' })).toEqual([422, 'not-outbound']);
    expect(await refusal(lea, id, { type: 'resume' })).toEqual([422, 'not-in-this-state']);
  });

  it('W9: the conversation sets a workflow off by its name', async () => {
    const { id } = await open('W9');
    const { workflows } = await detailOf(lea, id);
    expect(workflows.map((w) => w.id)).toEqual(['askForHelp']);
    expect(await refusal(lea, id, { type: 'triggerWorkflow', transition: 'explode' })).toEqual([
      422,
      'unknown-workflow',
    ]);
    expect(await does(lea, id, { type: 'triggerWorkflow', transition: 'askForHelp' })).toBe('open');
    expect(await detailOf(lea, id)).toMatchObject({ alert: 'help-asked' });
  });

  it('N17: more time is given to a contact who is waited for', async () => {
    const { id } = await open('N17');
    expect(await refusal(lea, id, { type: 'moreTime' })).toEqual([422, 'not-in-this-state']);
    await does(lea, id, { type: 'replyAndWait', message: answer(pli) });
    const due = async () =>
      Date.parse((await detailOf(lea, id)).timers.find((t) => t.timer === 'waitingToDormant')?.at ?? '');
    const before = await due();
    await does(lea, id, { type: 'moreTime', days: 5 });
    expect((await due()) - before).toBe(5 * 24 * 3600 * 1000);
  });

  it('W5: what lost its queue is interrupted, with an alert, and can only be ended', async () => {
    const { id } = await open('W5');
    expect(await refusal(lea, id, { type: 'end' })).toEqual([422, 'not-in-this-state']);
    const handle = pli.temporal.workflow.getHandle(`dossier-${id}`);
    await handle.signal('instruct', { type: 'interrupt', resource: 'queue', name: 'Support' });
    const lost = await until('the interruption', async () => {
      const detail = await detailOf(lea, id);
      return detail.state === 'interrupted' ? detail : null;
    });
    expect(lost).toMatchObject({
      alert: 'interrupted',
      lost: { resource: 'queue', name: 'Support' },
      allowed: ['end'],
    });
    expect(await does(lea, id, { type: 'end' })).toBe('closed');
  });
});

describe('the outcome', () => {
  const said = { type: 'setOutcome', status: 'open', notes: 'À suivre', tags: ['colis'] };
  beforeAll(async () => {
    const dispositions = [{ id: 'refund', label: { fr: 'Remboursé', en: 'Refunded' } }];
    await pli.store.skills.upsert({ _id: 'returns', name: 'Retours', dispositions });
  });

  it('N21: is said by the assignee, in the words of the queue’s skill, and never after closing', async () => {
    const { id } = await newDossier(pli, 'N21');
    expect(await refusal(lea, id, said)).toEqual([422, 'not-assigned']);
    await does(lea, id, { type: 'accept' });
    expect(await refusal(marc, id, said)).toEqual([422, 'assigned-to-another']);
    await withQueue({ skill: 'returns' }, async () => {
      expect((await detailOf(lea, id)).dispositions.map((d) => d.id)).toEqual(['refund']);
      expect(await refusal(lea, id, { ...said, disposition: 'gift' })).toEqual([422, 'unknown-disposition']);
      expect(await does(lea, id, { ...said, status: 'resolved', disposition: 'refund' })).toBe('resolved');
    });
    const detail: DossierDetail = await detailOf(lea, id);
    expect(detail.outcome).toBe('resolved');
    expect(detail.outcomeSaid).toMatchObject({ disposition: 'refund', notes: 'À suivre', tags: ['colis'], by: 'lea' });
    await does(lea, id, { type: 'close' });
    expect(await refusal(lea, id, said)).toEqual([422, 'not-in-this-state']);
  });

  it('N21: may be asked for before closing', async () => {
    const { id } = await open('N21 required');
    await withQueue({ outcomeRequired: true }, async () => {
      expect((await detailOf(lea, id)).outcomeRequired).toBe(true);
      expect(await refusal(lea, id, { type: 'close' })).toEqual([422, 'needs-outcome']);
      expect(await refusal(lea, id, { type: 'replyAndClose', message: answer(pli) })).toEqual([422, 'needs-outcome']);
      await does(lea, id, said);
      expect(await does(lea, id, { type: 'close' })).toBe('closed');
    });
  });

  it('N22: stays when the clock closes the dossier, and when the contact has the last word', async () => {
    await pli.store.definitions.publish(HASTY);
    await withQueue({ definition: { id: 'hasty', version: HASTY.version } }, async () => {
      const dossier = await open('N22');
      await does(lea, dossier.id, { ...said, status: 'resolved' });
      await until('the clock to close it', async () => (await detailOf(lea, dossier.id)).state === 'closed');
      expect((await detailOf(lea, dossier.id)).outcomeSaid).toMatchObject({ status: 'resolved', notes: 'À suivre' });
      await writesAgain(pli, dossier, 'Merci');
      const back = await detailOf(lea, dossier.id);
      expect([back.state, back.outcomeSaid?.notes]).toEqual(['reopened', 'À suivre']);
    });
  });
});

describe('taking back', () => {
  it('O4: what was sent is taken back within ten seconds, by its author, and the dossier is where it was', async () => {
    const { id } = await open('O4');
    expect(await refusal(lea, id, { type: 'undoSend' })).toEqual([422, 'nothing-to-undo']);
    await does(lea, id, { type: 'replyAndClose', message: answer(pli, '<p>trop vite</p>') });
    expect(await refusal(marc, id, { type: 'undoSend' })).toEqual([422, 'not-yours']);
    expect(await does(lea, id, { type: 'undoSend' })).toBe('open');
    expect((await detailOf(lea, id)).draft?.html).toContain('trop vite');
  });

  it('O10: of two answers to what both read, the second is refused with what changed, its text kept', async () => {
    const { id } = await open('O10');
    const { version } = await detailOf(marc, id);
    await does(lea, id, { type: 'replyAndWait', message: answer(pli) });
    const mine = answer(pli, '<p>de Marc</p>');
    await marc.call('PUT', `/api/dossiers/${id}/draft`, { body: { ...mine, baseVersion: 0 } });
    const second = await marc.command(id, { type: 'replyAndWait', expectedVersion: version, message: mine });
    expect(second).toMatchObject({
      status: 409,
      body: { code: 'stale', changes: [{ type: 'replySubmitted' }, { type: 'moved' }] },
    });
    expect((await detailOf(marc, id)).draft?.html).toContain('de Marc');
  });
});
