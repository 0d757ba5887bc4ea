/**
 * Which actions the thread offers, exactly as the API allows them.
 * @jest-environment node
 */
import fc from 'fast-check';
import { actionsOf, statusFor } from '../../admin-ui/desk/actions/actions.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { buildDetail, refused } from './desk-builders.ts';

const ids = (actions: readonly { id: string }[]) => actions.map(({ id }) => id);

describe('the actions of a dossier', () => {
  it('A1: begin with taking charge, filled', () => {
    const { bar } = actionsOf(buildDetail({ allowed: ['take', 'accept', 'assign'] }), 'lea');
    expect(ids(bar)).toEqual(['accept']);
    expect(bar[0]?.primary).toBe(true);
  });

  it('keep three buttons in reach and the rest in the menu', () => {
    const allowed = ['resolve', 'close', 'transfer', 'setOutcome', 'unassign', 'dismiss'];
    const { bar, menu } = actionsOf(buildDetail({ allowed, assignee: 'lea' }), 'lea');
    expect(ids(bar)).toEqual(['resolve', 'close', 'transfer']);
    expect(ids(menu)).toEqual(['setOutcome', 'unassign', 'dismiss']);
  });

  it('N8: offer to reject only what is offered to oneself', () => {
    expect(ids(actionsOf(buildDetail({ allowed: ['accept', 'reject'] }), 'lea').bar)).toEqual(['accept', 'reject']);
    const others = buildDetail({
      refused: [refused('accept', 'offered-to-another'), refused('reject', 'not-offered')],
    });
    expect(ids(actionsOf(others, 'lea').menu)).toEqual(['accept']);
  });

  it('say why one is refused, and leave out what the state or the direction makes meaningless', () => {
    const dossier = buildDetail({
      refused: [
        refused('transfer', 'needs-acceptance', 'Prenez d’abord le dossier'),
        refused('suspend', 'not-outbound'),
        refused('end', 'not-in-this-state'),
        refused('moreTime', 'forbidden'),
      ],
    });
    const { bar, menu } = actionsOf(dossier, 'lea');
    expect(bar).toEqual([]);
    expect(menu.map(({ id, refusal }) => [id, refusal])).toEqual([['transfer', 'Prenez d’abord le dossier']]);
  });

  it('N21: ask for the outcome on the way to closing, where one may say it', () => {
    const lacks = [refused('close', 'needs-outcome', 'La file demande un résultat')];
    const mine = actionsOf(buildDetail({ allowed: ['setOutcome'], refused: lacks }), 'lea').bar[0];
    expect([mine?.type, mine?.asks, mine && statusFor(mine.type, null)]).toEqual(['close', 'outcome', 'closed']);
    const notMine = actionsOf(buildDetail({ refused: lacks }), 'lea');
    expect(notMine.menu[0]?.refusal).toBe('La file demande un résultat');
  });

  it('W5: leave only the end of what was interrupted', () => {
    const state = STANDARD.states.find(({ id }) => id === 'interrupted')?.id ?? '';
    const causes = STANDARD.transitions.filter(({ from, right }) => right && from.includes(state)).map((t) => t.cause);
    const { bar, menu } = actionsOf(buildDetail({ allowed: causes }), 'lea');
    expect([...ids(bar), ...ids(menu)]).toEqual(['end']);
  });

  it('W9: name each workflow that can be set off', () => {
    const workflows = [{ id: 'askForHelp', label: { fr: 'Demander de l’aide', en: 'Ask for help' } }];
    const { menu } = actionsOf(buildDetail({ allowed: ['triggerWorkflow'], workflows }), 'lea');
    expect(ids(menu)).toEqual(['workflow askForHelp']);
  });

  it('never offer what is refused, whatever is', () => {
    const types = [...new Set<string>(STANDARD.transitions.map(({ cause }) => cause))];
    fc.assert(
      fc.property(fc.subarray(types), fc.constantFrom('forbidden', 'not-assigned', 'x'), (allowed, code) => {
        const rest = types.filter((type) => !allowed.includes(type)).map((type) => refused(type, code));
        const { bar, menu } = actionsOf(buildDetail({ allowed, refused: rest }), 'lea');
        const open = [...bar, ...menu].filter(({ refusal }) => refusal === null);
        expect(open.every(({ type }) => allowed.includes(type))).toBe(true);
        expect(new Set(ids([...bar, ...menu])).size).toBe(bar.length + menu.length);
      }),
    );
  });
});
