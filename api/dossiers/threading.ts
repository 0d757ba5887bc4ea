/** What the store says of letters that are to change dossier, or to lose their words, when the command arrives (O7, N20). */
import type { AgentCommand, MergeTarget } from '../../domain/dossier/commands.ts';
import { sha256 } from '../../store/base/blobs.ts';
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { Store } from '../../store/store.ts';
import { reachDossier } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';
import type { CommandInput } from '../schemas.ts';

type ExchangeInput = Extract<CommandInput, { type: 'split' | 'merge' | 'unmerge' | 'redact' }>;

/** @throws ApiProblem 404 for a dossier out of the caller's reach, 422 for letters that are not the dossier's. */
export async function exchangeCommand(
  store: Store,
  user: Caller,
  dossier: DossierDocument,
  input: ExchangeInput,
  commandId: string,
): Promise<AgentCommand> {
  switch (input.type) {
    case 'split':
      await checkSplit(store, dossier, input.letters);
      // The same request opens the same dossier.
      return { ...input, into: sha256(`split ${commandId}`).slice(0, 32), number: await store.numbers.take(1) };
    case 'merge': {
      const { into, acrossContacts = false, ...rest } = input;
      return { ...rest, acrossContacts, into: await mergeTarget(store, user, into) };
    }
    case 'unmerge': {
      // Where its letters are, which may have been merged on since.
      const home = await store.dossiers.home(dossier._id);
      return { ...input, isFree: home !== null && home.desk !== null };
    }
    case 'redact':
      await checkOwn(store, dossier, [input.letter]);
      return input;
  }
}

/** A letter of the contact opens the new dossier, and one stays with the old. */
async function checkSplit(store: Store, dossier: DossierDocument, letters: readonly string[]): Promise<void> {
  await checkOwn(store, dossier, letters);
  const received = (await store.messages.ofDossier(dossier._id)).filter(({ direction }) => direction === 'inbound');
  const leaving = received.filter(({ _id }) => letters.includes(_id));
  if (leaving.length === 0) throw new ApiProblem(422, 'no-letter');
  if (leaving.length === received.length) throw new ApiProblem(422, 'nothing-left');
}

async function checkOwn(store: Store, { _id }: DossierDocument, letters: readonly string[]): Promise<void> {
  const found = await store.messages.getAll(letters);
  const own = found.filter(({ dossierId, status }) => dossierId === _id && !UNDER_WAY.includes(status));
  if (own.length !== letters.length) throw new ApiProblem(422, 'unknown-message');
}

/** Not letters yet. */
const UNDER_WAY: readonly string[] = ['staged', 'validating', 'held', 'sending'];

async function mergeTarget(store: Store, user: Caller, number: number): Promise<MergeTarget> {
  const found = await store.dossiers.model.findOne({ number }, { _id: 1 }).lean();
  const into = await reachDossier(store, user, found?._id);
  return { id: into._id, number, contact: into.contact.email, open: isOpen(into) };
}

function isOpen({ desk, mergedInto }: DossierDocument): boolean {
  return desk !== null && !mergedInto;
}
