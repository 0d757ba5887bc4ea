/** What our boundary's server found of who sent a letter (RFC 8601), and what it says of the From shown. Shared by browser and server. */

/** One method's word on a letter. */
export interface AuthenticationResult {
  /** As RFC 8601, 2.7 lists them, lower case: `pass`, `fail`, `none`, `softfail`, `temperror`… */
  readonly result: string;
  /** The domain that it is about, lower case; null: it names none. */
  readonly domain: string | null;
}

/** Null: that method said nothing. */
export interface Authentication {
  readonly spf: AuthenticationResult | null;
  readonly dkim: AuthenticationResult | null;
  readonly dmarc: AuthenticationResult | null;
}

export type AuthenticationMethod = keyof Authentication;

/** `verified`: by that method, for that domain. `failed`: the domain of the From says that the letter is not its own. */
export type SenderVerdict =
  | { readonly verdict: 'verified'; readonly method: AuthenticationMethod; readonly domain: string }
  | { readonly verdict: 'failed'; readonly domain: string }
  | { readonly verdict: 'unverified' };

const METHODS: readonly AuthenticationMethod[] = ['dmarc', 'dkim', 'spf'];

/** The part of an address that a domain vouches for, lower case. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1).toLowerCase();
}

/** Whether what a domain vouches for holds for a From of another: the same, or one under it. */
export function vouchesFor(domain: string, from: string): boolean {
  return from === domain || from.endsWith(`.${domain}`);
}

/**
 * What may be said of a From. A pass for another domain than its own says nothing of it: anybody can sign with a domain
 * of theirs. Whatever else passed, a DMARC that fails is told.
 */
export function senderVerdict(email: string, found: Authentication): SenderVerdict {
  const from = domainOf(email);
  if (found.dmarc?.result === 'fail') return { verdict: 'failed', domain: found.dmarc.domain ?? from };
  for (const method of METHODS) {
    const { result, domain } = found[method] ?? {};
    if (result === 'pass' && domain && vouchesFor(domain, from)) return { verdict: 'verified', method, domain };
  }
  return { verdict: 'unverified' };
}
