/** Definition × state × command × role, generated from the definition: allowed exactly where it says, for whom it says. */
import type { AgentCommandType, CommandContext } from '../../domain/dossier/commands.ts';
import { availability } from '../../domain/dossier/decide.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { EXCHANGES } from '../../domain/dossier/exchange.ts';
import { type Cause, COMMAND_CAUSES, type Definition, transitionFor } from '../../domain/lifecycle/definition.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { ROLE_RIGHTS, type Role } from '../../domain/rights.ts';
import { COMMAND_TYPES, commandOf } from './any-history.ts';
import { context, opened, QUEUE } from './given.ts';

const ROLES: readonly Role[] = ['agent', 'supervisor', 'admin'];

/** Standard with one state more, the only one to resolve from: the rules read the definition, whatever it says. */
const EDITED: Definition = {
  ...STANDARD,
  id: 'edited',
  states: [...STANDARD.states, { ...opening('open'), id: 'expert' }],
  transitions: STANDARD.transitions.map((t) => (t.cause === 'resolve' ? { ...t, from: ['expert'] } : t)),
};

function opening(id: string) {
  const found = STANDARD.states.find((s) => s.id === id);
  if (!found) throw new Error(`no state ${id}`);
  return found;
}

/** Everything but the state and the right favours the command: the actor has the dossier, and was offered it. */
function favourable(definition: Definition, state: string): Dossier {
  const { dossier } = opened();
  if (!dossier) throw new Error('not opened');
  const answer = { message: 'r', digest: 'd', outcome: 'close', author: 'marc', since: 0, policy: null } as const;
  return {
    ...dossier,
    definition,
    state,
    direction: 'outbound',
    assignee: 'lea',
    offer: { to: 'lea', since: 0, until: Number.MAX_SAFE_INTEGER },
    validation: { ...answer, from: 'open', letters: [] },
    deadlines: [{ timer: 'waitingToDormant', since: 0, at: Number.MAX_SAFE_INTEGER }],
  };
}

function causeOf(type: AgentCommandType): Cause | null {
  return COMMAND_CAUSES.find((cause) => cause === type) ?? null;
}

const asked = (role: Role): CommandContext =>
  context({ rights: ROLE_RIGHTS[role], queue: { ...QUEUE, transfers: ['queue'] } });

const TABLE = [STANDARD, EDITED].flatMap((definition) =>
  definition.states.flatMap((state) =>
    COMMAND_TYPES.filter((type) => type !== 'undoSend' && !EXCHANGES.some((e) => e === type)).flatMap((type) =>
      ROLES.map((role) => ({ definition, name: definition.id, state: state.id, type, role })),
    ),
  ),
);

it.each(TABLE)('$name: in $state, $type by $role is allowed exactly where the definition says', (line) => {
  const { definition, state, type, role } = line;
  const cause = causeOf(type);
  const transition = cause ? transitionFor(definition, state, cause) : undefined;
  const expected = transition?.right !== undefined && ROLE_RIGHTS[role].includes(transition.right);
  const found = availability(favourable(definition, state), definition, asked(role)).find((c) => c.type === type);
  expect(found?.refusal === null).toBe(expected);
  if (!transition) expect(found?.refusal?.code).toBe('not-in-this-state');
  else if (!expected) expect(found?.refusal?.code).toBe('forbidden');
});

it('every command that a definition may open is in the table', () => {
  const named = COMMAND_TYPES.map(causeOf);
  expect(COMMAND_CAUSES.filter((cause) => !named.includes(cause) && cause !== 'handOver')).toEqual([]);
  expect(commandOf('accept', null, 'r')).toEqual({ type: 'accept' });
});
