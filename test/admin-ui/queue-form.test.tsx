/** The form of a queue: the workflow of its new dossiers, its mailboxes, and what is asked before those change. */
import './jsdom.ts';

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { QueueForm } from '../../admin-ui/configuration/QueueForm.tsx';
import type { Batch, DefinitionSummary, Mailbox, QueueSettings } from '../../api/schemas.ts';
import { api } from './api-stage.ts';
import { stage } from './desk-stage.tsx';

const server = { host: 'mail.pli.example', port: 465, security: 'tls', user: 'u' } as const;
const mailbox = (id: string, more: Partial<Mailbox> = {}): Mailbox => ({
  ...{ id, address: `${id}@pli.example`, name: id, queue: 'support', folder: 'INBOX', enabled: true },
  ...{ outboundOnly: false, subaddressing: false, afterwards: 'nothing', oauth: null, imap: server, smtp: server },
  ...{ condition: 'working', since: null, lastSeenAt: null, lastLetterAt: null, waiting: 0, live: 0, lastError: null },
  verifiedAt: '2026-11-21T08:00:00.000Z',
  ...more,
});
const MAILBOXES = [
  mailbox('support'),
  mailbox('press'),
  mailbox('sales', { verifiedAt: null }),
  mailbox('news', { outboundOnly: true }),
  mailbox('asleep', { enabled: false }),
];
const QUEUE: QueueSettings & { readonly status: 'open' } = {
  ...{ id: 'support', name: 'Support', routing: 'pull', mailbox: 'support', otherMailboxes: ['press'] },
  definition: { id: 'standard', version: 1 },
  calendar: { timeZone: 'Europe/Paris', week: [[], [], [], [], [], [], []], holidays: null, daysOff: [] },
  ...{ skill: null, offerSeconds: 30, dailyLimit: null, onlyBusinessHours: false, onlySignedIn: true },
  ...{ transfers: ['queue'], outcomeRequired: false, wrapUps: [], status: 'open', live: 0, mailboxes: [] },
};

const BATCH: Batch = {
  ...{ id: 'b1', kind: 'routing', total: 3, done: 3, failed: 0, status: 'done', errors: [] },
  ...{ startedAt: '2026-11-20T09:00:00.000Z', endedAt: '2026-11-20T09:00:01.000Z' },
};

const MAIN = 'Boîte principale';
const OTHERS = 'Autres adresses d’envoi';

const definition = (id: string, version: number, name: string, status: 'offered' | 'deleted' = 'offered') =>
  ({ id, version, label: { fr: name, en: name }, status, queues: [], live: 0 }) satisfies DefinitionSummary;
const DEFINITIONS = [
  definition('standard', 2, 'Standard'),
  definition('returns', 1, 'Retours'),
  definition('gone', 1, 'Ancien', 'deleted'),
];

function show(queue = QUEUE, mailboxes: readonly Mailbox[] = MAILBOXES) {
  const sent = api({
    'GET /api/mailboxes': { items: mailboxes },
    'GET /api/definitions': { items: DEFINITIONS },
    'GET /api/holidays': { items: [] },
    'PUT /api/queues/support': { ...queue, batch: 'b1' },
    'GET /api/batches/b1': BATCH,
  });
  stage(<QueueForm queue={queue} onDeleted={() => undefined} />, {});
  return { saved: () => sent.filter(({ method }) => method === 'PUT').map(({ body }) => body) };
}
const choices = () =>
  within(screen.getByRole('listbox'))
    .getAllByRole('option')
    .map((o) => o.textContent);
async function choose(label: string, address: string) {
  fireEvent.mouseDown(await screen.findByRole('combobox', { name: label }));
  fireEvent.click(within(screen.getByRole('listbox')).getByRole('option', { name: address }));
}
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Enregistrer' }));

it('C13, N3: its main mailbox is one that somebody reads', async () => {
  const { saved } = show();
  fireEvent.mouseDown(await screen.findByRole('combobox', { name: MAIN }));
  expect(choices()).toEqual([
    'Aucune adresse e-mail attribuée',
    'support@pli.example',
    'press@pli.example',
    'sales@pli.example',
  ]);
  fireEvent.click(screen.getByRole('option', { name: 'press@pli.example' }));
  save();
  await waitFor(() => expect(saved()).toMatchObject([{ mailbox: 'press', otherMailboxes: [] }]));
});

it('G5: the others that its agents may choose are picked by address', async () => {
  const { saved } = show();
  await choose(OTHERS, 'sales@pli.example');
  save();
  await waitFor(() => expect(saved()).toMatchObject([{ mailbox: 'support', otherMailboxes: ['press', 'sales'] }]));
});

it('a main mailbox that no test proved to send is asked about first', async () => {
  const { saved } = show();
  await choose(MAIN, 'sales@pli.example');
  save();
  const question = await screen.findByRole('dialog');
  expect(question.textContent).toContain('sales@pli.example');
  fireEvent.click(within(question).getByRole('button', { name: 'Annuler' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(saved()).toEqual([]);
  save();
  fireEvent.click(await screen.findByRole('button', { name: 'En faire quand même la boîte principale' }));
  await waitFor(() => expect(saved()).toMatchObject([{ mailbox: 'sales', otherMailboxes: ['press'] }]));
});

it('one that it has already is not asked about', async () => {
  const { saved } = show({ ...QUEUE, mailbox: 'sales' });
  await choose(OTHERS, 'support@pli.example');
  save();
  await waitFor(() => expect(saved()).toMatchObject([{ mailbox: 'sales' }]));
});

it('C7: says that it has no address where there is none', async () => {
  show({ ...QUEUE, mailbox: 'gone', otherMailboxes: [] }, [mailbox('news', { outboundOnly: true })]);
  expect((await screen.findByRole('combobox', { name: MAIN })).textContent).toBe('Aucune adresse e-mail attribuée');
});

it('C11: what the queue’s dossiers are told of a change is followed', async () => {
  const { saved } = show();
  await choose(OTHERS, 'sales@pli.example');
  save();
  expect(await screen.findByText('3 dossiers concernés.')).toBeTruthy();
  expect(saved()).toHaveLength(1);
});

it('keeps the version it has until another workflow is chosen for its new dossiers', async () => {
  const { saved } = show();
  const offered = ['Standard, version 1', 'Standard, version 2', 'Retours, version 1'];
  for (const name of ['Standard, version 2', 'Retours, version 1']) {
    fireEvent.mouseDown(await screen.findByRole('combobox', { name: 'Workflow des nouveaux dossiers' }));
    expect(choices()).toEqual(offered);
    fireEvent.click(screen.getByRole('option', { name }));
  }
  save();
  await waitFor(() => expect(saved()).toMatchObject([{ definition: { id: 'returns', version: 1 } }]));
});
