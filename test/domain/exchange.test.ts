/** Letters that change dossier, and what is taken out of them: the rules. */
import { availability } from '../../domain/dossier/decide.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { receptionOf } from '../../domain/dossier/exchange.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { ROLE_RIGHTS } from '../../domain/rights.ts';
import { CONTACT, context, DAY, letter, opened, PEOPLE, type Play, reply } from './given.ts';

const OTHER = { id: 'd2', number: 42, contact: CONTACT.email, open: true };
const merge = (into = OTHER, acrossContacts = false) => ({ type: 'merge', into, acrossContacts }) as const;
const ADMIN = { rights: ROLE_RIGHTS.admin };
const types = (play: Play) => play.events.map(({ type }) => type);
const came = (waitingSince: number | null) =>
  ({
    type: 'lettersCame',
    by: 'lea',
    key: 'd2:5',
    from: 'd2',
    number: 42,
    how: 'merge',
    letters: ['x'],
    waitingSince,
  }) as const;

it('O7, fault R3: a merged dossier is closed, is told so, takes nothing but its un-merge, and comes back as it was', () => {
  const play = opened().agent({ type: 'accept' });
  const { waitingSince } = play.dossier ?? {};
  play.agent(merge());
  expect(play.dossier).toMatchObject({ state: 'closed', mergedInto: { id: 'd2', number: 42, from: 'open' } });
  expect(play.refusal({ type: 'reopen' })).toBe('merged');
  const third = merge({ ...OTHER, id: 'd3', number: 43 });
  const split = { type: 'split', letters: ['m1'], into: 'd4', number: 44 } as const;
  expect([merge(), third, split].map((command) => play.refusal(command))).toEqual(['merged', 'merged', 'merged']);
  const open = availability(play.dossier as Dossier, STANDARD, context()).filter(({ refusal }) => refusal === null);
  expect(open.map(({ type }) => type)).toEqual(['unmerge']);
  play.agent({ type: 'unmerge', isFree: true });
  expect(play.dossier).toMatchObject({ state: 'open', mergedInto: null, waitingSince });
  expect(types(play).slice(-4)).toEqual(['merged', 'moved', 'unmerged', 'moved']);
});

it('fault R2: a dossier that is leaving, has left or has ended takes the letters of no other', () => {
  const open = opened().agent({ type: 'accept' });
  const merged = opened().agent(merge());
  const archived = opened()
    .agent({ type: 'accept' })
    .agent({ type: 'close' })
    .later(30 * DAY);
  archived.system({ type: 'elapse', timer: 'closedToArchived' });
  const said = (play: Play, isLeaving = false) => receptionOf(play.dossier, STANDARD, isLeaving);
  expect([said(open), said(open, true), said(merged), said(archived)]).toEqual(['open', 'leaving', 'merged', 'over']);
  expect(receptionOf(null, STANDARD, false)).toBe('over');
});

it('fault R2: a merge into what ended before its letters came is undone by itself, and only that one', () => {
  const play = opened().agent({ type: 'accept' }).agent(merge());
  expect(play.system({ type: 'mergeFailed', into: 'another' }).dossier?.mergedInto?.id).toBe('d2');
  play.system({ type: 'mergeFailed', into: 'd2' });
  expect(play.dossier).toMatchObject({ state: 'open', mergedInto: null });
  const { version } = play.dossier ?? {};
  expect(play.system({ type: 'mergeFailed', into: 'd2' }).dossier?.version).toBe(version);
});

it('O7: letters are never merged across contacts unless that is confirmed, nor into what is closed to them', () => {
  const play = opened();
  expect(play.refusal(merge({ ...OTHER, contact: 'paul@b.example' }))).toBe('other-contact');
  expect(play.refusal(merge({ ...OTHER, contact: 'paul@b.example' }, true))).toBeNull();
  expect(play.refusal(merge({ ...OTHER, contact: CONTACT.email.toUpperCase() }))).toBeNull();
  expect(play.refusal(merge({ ...OTHER, open: false }))).toBe('target-closed');
  expect(play.refusal(merge({ ...OTHER, id: 'd1' }))).toBe('same-dossier');
  play.agent({ type: 'replyAndClose', message: reply() });
  expect(play.refusal(merge())).toBe('reply-pending');
});

it('O7: what another dossier brings is heard once, and a contact who waited there waits here', () => {
  const play = opened().agent({ type: 'accept' }).agent({ type: 'replyAndWait', message: reply() });
  play.system(came(play.now - 1000)).system(came(play.now - 1000));
  expect(types(play).filter((type) => type === 'lettersCame')).toHaveLength(1);
  expect(play.dossier).toMatchObject({ state: 'returned', waitingSince: play.now - 1000 });
  play.system(letter('x'));
  expect(types(play).filter((type) => type === 'letterReceived')).toHaveLength(1);
  const quiet = opened().agent({ type: 'accept' }).agent({ type: 'replyAndWait', message: reply() });
  expect(quiet.system(came(null)).state).toBe('waiting');
});

it('O7: a letter told to a merged dossier moves nothing there', () => {
  const play = opened().agent(merge());
  const { version } = play.dossier ?? {};
  expect(play.system(letter('late')).dossier?.version).toBe(version);
});

it('N20: words are taken out of what has ended, or was interrupted, too', () => {
  const command = { type: 'redact', letter: 'm1', what: 'content' } as const;
  const closed = opened().agent({ type: 'accept' }).agent({ type: 'close' });
  const over = [
    opened().system({ type: 'interrupt', resource: 'queue', name: 'Support' }),
    closed.later(30 * DAY).system({ type: 'elapse', timer: 'closedToArchived' }),
  ];
  expect(over.map((play) => play.dossier?.state)).toEqual(['interrupted', 'archived']);
  for (const play of over)
    expect(play.agent(command, ADMIN).events.at(-1)).toMatchObject({
      type: 'messageRedacted',
      data: { message: 'm1' },
    });
});

it('N20: only who has the right takes words or an author out, and never of what is on its way', () => {
  const play = opened();
  const command = { type: 'redact', letter: 'm1', what: 'content' } as const;
  expect([play.refusal(command), play.refusal(command, PEOPLE.nadia)]).toEqual(['forbidden', 'forbidden']);
  expect(play.refusal(command, { rights: [...ROLE_RIGHTS.supervisor, 'message.redact'] })).toBeNull();
  play.agent({ type: 'replyAndClose', message: reply('leaving') });
  expect(play.refusal({ ...command, letter: 'leaving' }, ADMIN)).toBe('reply-pending');
  expect(play.agent(command, ADMIN).events.at(-1)).toMatchObject({ type: 'messageRedacted', data: { message: 'm1' } });
});
