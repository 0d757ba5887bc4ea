/** N23: who takes a dossier, or is given one by hand, must have room for it; the place is taken before the command is sent. */
import type { AgentCommand, AgentCommandType } from '../../domain/dossier/commands.ts';
import { COMMAND_CAUSES, stateOf, transitionFor } from '../../domain/lifecycle/definition.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';

/** Gives the place back: the command was refused. */
export type GiveBack = () => Promise<void>;

const NOTHING: GiveBack = async () => undefined;

/**
 * Takes a place for the one whom the command puts the dossier in the hands of, if it does.
 * @throws ApiProblem 422 `at-capacity` when there is none.
 */
export async function takePlace(
  store: Store,
  user: Caller,
  dossier: DossierDocument,
  command: AgentCommand,
): Promise<GiveBack> {
  const taker = takerOf(command, dossier, user._id);
  if (taker === null || !(await willCount(store, dossier, command.type))) return NOTHING;
  const person = taker === user._id ? user : await store.users.get(taker);
  if (!person) return NOTHING;
  const { capacity, name } = person;
  const place = await store.agents.hold(taker, dossier._id, capacity, Date.now());
  if (place === 'full') throw new ApiProblem(422, 'at-capacity', { values: { agent: name, capacity: `${capacity}` } });
  if (place === 'already') return NOTHING;
  return async () => {
    // Another command may have given it meanwhile.
    const now = await store.dossiers.get(dossier._id);
    if (now?.holder !== taker) await store.agents.release(taker, dossier._id, { unused: true });
  };
}

/** Null: nobody has one more in hand by it. */
function takerOf(command: AgentCommand, { assignee }: DossierDocument, actor: string): string | null {
  switch (command.type) {
    case 'accept':
    case 'take':
    case 'resume':
      return actor;
    case 'assign':
      return command.to;
    case 'transfer':
      return command.target.kind === 'agent' ? command.target.id : null;
    case 'reopen':
      return assignee ?? actor;
    default:
      return null;
  }
}

/** Whether it is to be worked on after that command. */
async function willCount(store: Store, { definition, state }: DossierDocument, type: AgentCommandType) {
  const known = await store.definitions.get(definition);
  // The others are about letters, and leave it in the same hands.
  const named = COMMAND_CAUSES.find((cause) => cause === (type === 'transfer' ? 'handOver' : type));
  if (!known || !named) return false;
  const transition = transitionFor(known, state, named);
  return transition !== undefined && stateOf(known, transition.to ?? state).active;
}
