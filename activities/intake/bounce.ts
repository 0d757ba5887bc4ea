/** Finds the letter of ours, and the recipient, that a report of delivery is about. Pure. */
import { sameAddress } from '../../domain/post/recipients.ts';
import type { Bounce } from '../../mail/read/bounce.ts';
import type { BouncedRecipient } from '../../mail/read/bounced-recipient.ts';
import type { BounceEvidence, Reason } from '../../store/letters/ledger.ts';
import type { OutboxRow } from '../../store/letters/outbox.ts';

/** `sent`: null when we sent no such letter, or not to anybody the report names. */
export interface BounceMatch {
  readonly sent: OutboxRow | null;
  /** Those who will never get it: the address as we wrote to it. */
  readonly failed: readonly { readonly address: string; readonly status: string; readonly diagnostic: string }[];
  readonly reason: Reason;
  readonly evidence: BounceEvidence;
}

/** A report, with where it came. */
export interface Returned {
  readonly bounce: Bounce;
  /** The message of ours that the address it came to names, signed; null: it names none. */
  readonly returned: string | null;
  readonly ownAddress: string;
}

/**
 * Matches by the address the report came to, else by a Message-ID of ours (neither can be guessed by who has not had
 * the letter), and by recipient. Where the report names an address of which we know nothing (a forward), and one person
 * alone had the letter, it is theirs. One without form that names nobody we wrote to may be about any of them: each is
 * looked at again. `sent`: by Message-ID.
 */
export function matchBounce(
  { bounce, returned, ownAddress }: Returned,
  sent: ReadonlyMap<string, OutboxRow>,
): BounceMatch {
  const addressee = [...sent.values()].find(({ _id }) => _id === returned);
  const row = addressee ?? bounce.messageIds.map((id) => sent.get(id)).find((one) => one !== undefined) ?? null;
  const people = (row?.recipients ?? []).map((r) => r.address).filter((address) => !sameAddress(address, ownAddress));
  const named = bounce.recipients.flatMap((recipient) => {
    const address = addressed(recipient, people, bounce.unformed !== null);
    return address === undefined ? [] : [{ ...recipient, address }];
  });
  const { unformed } = bounce;
  const about = named.length === 0 && unformed ? people.map((address) => ({ ...unformed, address })) : named;
  const known = about.length > 0 ? row : null;
  return {
    sent: known,
    failed: about
      .filter(({ action }) => action === 'failed')
      .map(({ address, status, diagnostic }) => ({ address, status: status ?? '5.0.0', diagnostic })),
    reason: known ? reasonOf(about) : { code: 'unknown-bounce', detail: bounce.messageIds[0] ?? '' },
    evidence: {
      format: bounce.format,
      messageIds: bounce.messageIds,
      recipients: bounce.recipients.map(({ final, original, action, status, diagnostic }) => {
        return { address: original ?? final, action, status, diagnostic };
      }),
    },
  };
}

function addressed(
  { original, final }: BouncedRecipient,
  people: readonly string[],
  isUnformed: boolean,
): string | undefined {
  const named = people.find((one) => sameAddress(one, original ?? '') || sameAddress(one, final));
  return named ?? (original === null && people.length === 1 && !isUnformed ? people[0] : undefined);
}

/** The worst of what the report says decides. */
function reasonOf(about: readonly { readonly action: string; readonly address: string }[]): Reason {
  const failed = about.find(({ action }) => action === 'failed');
  if (failed) return { code: 'bounced', detail: failed.address };
  const delayed = about.find(({ action }) => action === 'delayed');
  return delayed
    ? { code: 'delayed', detail: delayed.address }
    : { code: 'delivered', detail: about[0]?.address ?? '' };
}
