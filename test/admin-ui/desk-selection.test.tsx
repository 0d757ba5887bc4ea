/** The desk has one selection, the open dossier: keys move it, decisions go on from it, and can be taken back. */
import './jsdom.ts';
import { screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { DraftDeskProvider } from '../../admin-ui/desk/composer/DraftDeskProvider.tsx';
import { createDraftDesk } from '../../admin-ui/desk/composer/draft-desk.ts';
import { DeskScreen } from '../../admin-ui/desk/DeskScreen.tsx';
import { type Decision, inverseOf } from '../../admin-ui/desk/decision.ts';
import { applyGone, EMPTY_LIST, neighbour } from '../../admin-ui/desk/list/desk-list.ts';
import type { CommandInput, DossierDetail } from '../../api/schemas.ts';
import { buildMessage, buildRow } from './builders.ts';
import { buildDetail } from './desk-builders.ts';
import { stage } from './desk-stage.tsx';

// Room for the rows: nothing is laid out here.
Object.defineProperty(HTMLElement.prototype, 'offsetHeight', { configurable: true, value: 600 });
Object.defineProperty(HTMLElement.prototype, 'offsetWidth', { configurable: true, value: 360 });
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 600 });
HTMLElement.prototype.scrollTo = () => {};
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
globalThis.ResizeObserver = class {
  readonly tell: ResizeObserverCallback;
  constructor(tell: ResizeObserverCallback) {
    this.tell = tell;
  }
  observe() {
    queueMicrotask(() => this.tell([], this));
  }
  unobserve() {}
  disconnect() {}
};

const rows = [1, 2, 3].map((number) =>
  buildRow({ id: `d${number}`, number, subject: `Objet ${number}`, state: 'open' }),
);

/** Three dossiers in the hands of the one who looks; a command closes, resolves or opens again. */
function desk(change: Partial<DossierDetail> = {}) {
  const said: { readonly id: string; readonly command: CommandInput }[] = [];
  const states = new Map<string, Partial<DossierDetail>>();
  const open = { allowed: ['close', 'resolve', 'transfer'], transfers: ['queue' as const], assignee: 'lea', ...change };
  stage(
    <DraftDeskProvider desk={createDraftDesk(() => Promise.reject(new Error('nothing is written here')))}>
      <DeskScreen />
    </DraftDeskProvider>,
    {
      dossiers: async () => ({ items: rows, next: null }),
      dossier: async (id) =>
        buildDetail({ ...rows.find((row) => row.id === id), ...open, version: 4, ...states.get(id) }),
      messages: async (id) => [buildMessage({ id: `m-${id}` })],
      timeline: async () => [],
      command: async (id, command) => {
        said.push({ id, command });
        const ends = ['close', 'resolve'].includes(command.type);
        states.set(id, {
          version: 5,
          ...(ends ? { state: 'closed', desk: 'handled', allowed: ['reopen'] } : {}),
          ...(command.type === 'transfer' ? { queue: command.to.id } : {}),
        });
        return { version: 5, state: ends ? 'closed' : 'open' };
      },
    },
    { path: '/desk/:desk/:dossier?', at: '/desk/inProgress/d1' },
  );
  return said;
}

const isOpen = async (number: number) => {
  await screen.findByRole('region', { name: `Dossier ${number} : Objet ${number}` });
  await waitFor(() => expect(document.activeElement?.getAttribute('data-dossier')).toBe(`d${number}`));
  expect(document.activeElement?.getAttribute('aria-current')).toBe('true');
};
const ready = () => screen.findByRole('button', { name: 'Clore' });

it('fault S4: j and k open the next dossier and the one before, which has the focus', async () => {
  desk();
  await ready();
  await screen.findByText('Objet 2');
  await userEvent.keyboard('j');
  await isOpen(2);
  await userEvent.keyboard('{ArrowDown}');
  await isOpen(3);
  await userEvent.keyboard('k');
  await isOpen(2);
  const stops = within(screen.getByRole('list', { name: 'Dossiers' })).getAllByRole('link');
  expect(stops.filter(({ tabIndex }) => tabIndex === 0)).toHaveLength(1);
});

it('fault S4: after closing the next one opens with the focus, and undo opens the closed one again', async () => {
  const said = desk();
  await ready();
  await screen.findByText('Objet 2');
  await userEvent.keyboard('e');
  await isOpen(2);
  await screen.findByText('Dossier nº 1 clos');
  await userEvent.keyboard('{Control>}z{/Control}');
  await screen.findByRole('region', { name: 'Dossier 1 : Objet 1' });
  expect(said).toEqual([
    { id: 'd1', command: { type: 'close', expectedVersion: 4 } },
    { id: 'd1', command: { type: 'reopen', expectedVersion: 5 } },
  ]);
});

it('fault S4: a transfer goes on as well, and is undone by a transfer back', async () => {
  const said = desk();
  await ready();
  await screen.findByText('Objet 2');
  await userEvent.keyboard('m');
  const dialog = within(await screen.findByRole('dialog', { name: 'Transférer le dossier' }));
  await userEvent.type(dialog.getByRole('combobox', { name: 'File' }), 'fact');
  await userEvent.keyboard('{Enter}');
  await userEvent.type(dialog.getByRole('textbox', { name: /Motif/ }), 'Erreur');
  await userEvent.click(dialog.getByRole('button', { name: 'Transférer' }));
  await isOpen(2);
  await screen.findByText('Dossier nº 1 transféré');
  await userEvent.keyboard('{Control>}z{/Control}');
  await screen.findByRole('region', { name: 'Dossier 1 : Objet 1' });
  const back = { type: 'transfer', to: { kind: 'queue', id: 'support' }, wrapUp: 'Transfert annulé' };
  expect(said.at(-1)).toEqual({ id: 'd1', command: back });
});

it.each<[string, Decision['what'], Decision['left'], Partial<DossierDetail>]>([
  ['a closed dossier the definition does not open again', 'closed', null, { allowed: [] }],
  ['a transfer to a person', 'transferred', null, { allowed: ['transfer'], transfers: ['queue'] }],
  [
    'a transfer from where one may not transfer',
    'transferred',
    { queue: 'support', wrapUp: 'x' },
    { queue: 'billing', transfers: ['queue'] },
  ],
  [
    'a transfer whose reason the other queue does not know',
    'transferred',
    { queue: 'support', wrapUp: 'x' },
    { queue: 'billing', allowed: ['transfer'], transfers: ['queue'], wrapUps: ['y'] },
  ],
])('fault S4: no undo is shown that would be refused: %s', (_, what, left, now) => {
  expect(inverseOf({ dossierId: 'd1', number: 1, what, left }, buildDetail(now), 'Annulé')).toBeNull();
});

it('fault S4: the next is past those that are going, and none is beyond the last', () => {
  const list = applyGone({ ...EMPTY_LIST, rows }, 'd2');
  expect(neighbour(list, 'd1', 1)).toBe('d3');
  expect(neighbour(list, 'd3', -1)).toBe('d1');
  expect(neighbour(list, 'd3', 1)).toBeNull();
  expect(neighbour(list, undefined, 1)).toBe('d1');
  expect(neighbour(EMPTY_LIST, 'd1', 1)).toBeNull();
});
