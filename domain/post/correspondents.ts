/** Who wrote a letter and whom its answer goes to. Shared by browser and server. */
import { type Address, isOwnAddress, normaliseAddress, sameAddress, uniqueAddresses } from './recipients.ts';
import { isRobot } from './robot-address.ts';

/** What of a letter says who wrote it. */
export interface Signed {
  readonly from: Address;
  readonly replyTo?: readonly Address[];
}

/** The part of an answered letter that decides who gets the answer. */
export interface AnsweredLetter extends Signed {
  /** Whether we received it or wrote it: its From may lie, this does not. */
  readonly direction: 'inbound' | 'outbound';
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
}

export interface ReplyRecipients {
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
}

/**
 * Who wrote a letter received, as an answer reaches them: those of Reply-To, else From (RFC 5322, 3.6.2), under the
 * name that From gives. Never ourselves: a form on our site or a list writes in our name for somebody else. A machine
 * only where no person is named. Empty: nobody but ourselves is.
 */
export function writersOf({ from, replyTo = [] }: Signed, own: readonly string[]): readonly Address[] {
  const theirs = (list: readonly Address[]) => list.filter((a) => isKnown(a) && !isOwnAddress(a.email, own));
  const isPerson = ({ email }: Address) => !isRobot(email);
  const asked = theirs(replyTo).map((one) => namedBy(one, from));
  const choices = [asked.filter(isPerson), theirs([from]).filter(isPerson), asked, theirs([from])];
  return uniqueAddresses(choices.find(({ length }) => length > 0) ?? []);
}

/**
 * The recipients of an answer. `reply`: those who wrote the letter. `replyAll`: everyone on it too, nobody twice, no
 * machine (peer 17). Answering a letter of our own continues it: the same To, and for all the same Cc. Never ourselves;
 * `own` are our addresses, whose plus-tagged forms are ours too. Empty where the letter names nobody else.
 */
export function replyRecipients(options: {
  readonly message: AnsweredLetter;
  readonly own: readonly string[];
  readonly mode: 'reply' | 'replyAll';
}): ReplyRecipients {
  const { message, own, mode } = options;
  const others = (list: readonly Address[]) =>
    list.filter((a) => isKnown(a) && !isOwnAddress(a.email, own) && !isRobot(a.email));
  const writers = message.direction === 'inbound' ? writersOf(message, own) : [];
  const first = uniqueAddresses(
    [writers, others(message.to), others(message.cc)].find(({ length }) => length > 0) ?? [],
  );
  if (mode === 'reply') return { to: first, cc: [] };
  const to = uniqueAddresses([...first, ...others(message.to)]);
  const inTo = new Set(to.map(({ email }) => normaliseAddress(email)));
  return { to, cc: uniqueAddresses(others(message.cc)).filter(({ email }) => !inTo.has(normaliseAddress(email))) };
}

/** Of a letter received, what says whether whoever wrote it is a correspondent of its dossier. */
export interface Received extends Signed {
  /** Why it is a machine's (RFC 3834); null: a person wrote it. */
  readonly automatic: string | null;
  /** Its writer was nobody of the dossier when it came (peer 12). */
  readonly isStranger: boolean;
}

/**
 * Whether an answer that nobody aims goes to that letter: a machine's is never answered unasked, nor a stranger's until
 * one of ours went to them. `writtenTo`: whom our letters of the dossier that left went to.
 */
export function isOfCorrespondent(
  { from, replyTo = [], automatic, isStranger }: Received,
  writtenTo: readonly string[],
): boolean {
  const isWrittenTo = ({ email }: Address) => writtenTo.some((one) => sameAddress(one, email));
  return automatic === null && (!isStranger || [from, ...replyTo].some(isWrittenTo));
}

/** Whether an answer may go to an address that nobody chose: somebody's, not ours, not a machine's. */
export function isPrefillable(address: Address, own: readonly string[]): boolean {
  return isKnown(address) && !isOwnAddress(address.email, own) && !isRobot(address.email);
}

/**
 * Why an answer does not go to whom the letter's From names (A2): Reply-To asks for another address; the letter came in
 * our own name, from a form or a list; whoever answers chose somebody else; no person is known to write to.
 */
export interface Redirection {
  readonly why: 'reply-to' | 'in-our-name' | 'chosen' | 'nobody';
  readonly from: Address;
}

/** What is said before an answer to that letter leaves to `to`; null: it goes to whom From names, or the letter is ours. */
export function redirectionOf(
  letter: AnsweredLetter,
  to: readonly string[],
  own: readonly string[],
): Redirection | null {
  const { from, direction } = letter;
  const isTo = ({ email }: Address) => to.some((one) => sameAddress(one, email));
  if (direction === 'outbound' || !isKnown(from)) return null;
  if (to.length === 0) return { why: 'nobody', from };
  if (isTo(from)) return null;
  if (isOwnAddress(from.email, own)) return { why: 'in-our-name', from };
  return { why: writersOf(letter, own).some(isTo) ? 'reply-to' : 'chosen', from };
}

/** N20: whose author was removed is nobody to write to. */
const isKnown = ({ email }: Address): boolean => email !== '';

/** Reply-To often gives the bare address of the one whom From names. */
function namedBy(address: Address, from: Address): Address {
  const isSame = !address.name && from.name && sameAddress(address.email, from.email);
  return isSame ? { email: address.email, name: from.name } : address;
}
