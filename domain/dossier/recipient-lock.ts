/** A2: whom the To of an answer may hold without the right to edit it. Decided on the dossier as it is then. */
import type { Dossier } from './dossier.ts';

/** The letter an answer answers, as the store knows it. */
export interface Answered {
  readonly letter: string;
  /** Who it is from and who is on it; of ours, whom it went to. */
  readonly people: readonly string[];
  /** It was received, or it left: nothing takes that back. One still on its way, withdrawn or refused is nobody's letter. */
  readonly stands: boolean;
}

type Standing = Pick<Dossier, 'contact' | 'direction' | 'lastReceivedAt' | 'sent' | 'outgoing'>;

/** G4: a dossier that we begin goes to whom its writer says, until somebody answers. */
export function isUnheard({ direction, lastReceivedAt }: Pick<Dossier, 'direction' | 'lastReceivedAt'>): boolean {
  return direction === 'outbound' && lastReceivedAt === null;
}

/** The contact, and those of the letter answered; null: anybody. */
export function correspondentsOf(dossier: Standing, answered: Answered | null): readonly string[] | null {
  if (isUnheard(dossier)) return null;
  const { contact, sent, outgoing } = dossier;
  const isOneOf = (list: readonly { readonly message: string }[]) => list.some((o) => o.message === answered?.letter);
  // It may have left since the store was read; one that bounced for somebody may still be on its way to others.
  const stands = answered?.stands || (isOneOf(sent) && !isOneOf(outgoing));
  return [contact.email, ...(answered && stands ? answered.people : [])];
}
