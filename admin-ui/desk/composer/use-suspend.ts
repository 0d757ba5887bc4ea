/** G14: a letter of ours saved without sending waits in the queue, for anyone who may to go on with it. */
import type { DossierDetail } from '../../../api/schemas.ts';
import { useSaidCommand } from '../use-command.ts';
import type { DraftKeeper } from './draft-keeper.ts';

export function useSuspend({ id }: Pick<DossierDetail, 'id'>, keeper: DraftKeeper, onDone: () => void) {
  const { say } = useSaidCommand(id);
  return async () => {
    await keeper.flush();
    // What could not be saved says so itself, and stays here.
    if (['failed', 'conflict'].includes(keeper.getState().status)) return;
    if (await say({ type: 'suspend' })) onDone();
  };
}
