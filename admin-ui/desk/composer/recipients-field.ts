/** What typing into a recipients field does to its list. Pure; what an address is, `domain/` says. */
import { parseRecipients, sameAddress } from '../../../domain/post/recipients.ts';

export interface Typed {
  readonly recipients: readonly string[];
  /** What is not an address stays in the field, to be corrected. */
  readonly left: string;
}

/** Adds what was typed or pasted; somebody already there is not added twice, whatever the case (A3). */
export function addTyped(recipients: readonly string[], text: string): Typed {
  const { addresses, invalid } = parseRecipients(text);
  const added = addresses.map(({ email }) => email).filter((email) => !recipients.some((r) => sameAddress(r, email)));
  return { recipients: [...recipients, ...added], left: invalid.join('; ') };
}

export function without(recipients: readonly string[], email: string): readonly string[] {
  return recipients.filter((r) => r !== email);
}
