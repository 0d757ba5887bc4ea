/** Whether the domain of an address gets mail, as far as its name servers say (G7). */
import type { MxRecord } from 'node:dns';
import { Resolver } from 'node:dns/promises';
import { domainToASCII } from 'node:url';
import { LRUCache } from 'lru-cache';

/** `dead`: its name servers say that nobody gets mail there; `unknown`: nobody said anything. */
export type Verdict = 'verified' | 'unknown' | 'dead';

export type VerifyAddress = (address: string) => Promise<Verdict>;

/** The name servers, as far as they are asked. */
export interface Names {
  readonly resolveMx: (domain: string) => Promise<MxRecord[]>;
  readonly resolve4: (domain: string) => Promise<string[]>;
  readonly resolve6: (domain: string) => Promise<string[]>;
}

/** Longer, and the writer waits for a name server: what is unknown may be sent to. */
const PATIENCE_MS = 2_000;
const KNOWN_FOR_MS = 10 * 60_000;
const UNKNOWN_FOR_MS = 30_000;

// RFC 6761 and RFC 2606: what is reserved says nothing, and is nobody's to ask about.
const RESERVED = /(?:^|\.)(?:test|example|invalid|localhost|local|internal|example\.(?:com|net|org))$/;

/** Asks once about each domain, for a while. The address is one by its syntax already. */
export function createAddressVerifier(names: Names = new Resolver({ timeout: PATIENCE_MS, tries: 1 })): VerifyAddress {
  const known = new LRUCache<string, Promise<Verdict>>({ max: 5_000 });
  return (address) => {
    const domain = domainToASCII(address.slice(address.lastIndexOf('@') + 1)).toLowerCase();
    if (!domain.includes('.') || RESERVED.test(domain)) return Promise.resolve('unknown');
    const asked = known.get(domain) ?? withPatience(verdictOf(names, domain));
    known.set(domain, asked, { ttl: UNKNOWN_FOR_MS });
    void asked.then((verdict) =>
      known.set(domain, asked, { ttl: verdict === 'unknown' ? UNKNOWN_FOR_MS : KNOWN_FOR_MS }),
    );
    return asked;
  };
}

/** RFC 5321, 5.1: mail goes to the MX, or to the host itself where there is none; RFC 7505: `.` gets none. */
async function verdictOf(names: Names, domain: string): Promise<Verdict> {
  const exchanges = await answerOf(names.resolveMx(domain));
  if (exchanges === 'no-domain') return 'dead';
  if (exchanges === 'unknown') return 'unknown';
  if (exchanges.length > 0) return exchanges.some(({ exchange }) => exchange !== '') ? 'verified' : 'dead';
  const hosts = await Promise.all([answerOf(names.resolve4(domain)), answerOf(names.resolve6(domain))]);
  if (hosts.some((found) => Array.isArray(found) && found.length > 0)) return 'verified';
  return hosts.includes('unknown') ? 'unknown' : 'dead';
}

async function answerOf<T>(asked: Promise<T[]>): Promise<T[] | 'no-domain' | 'unknown'> {
  try {
    return await asked;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENODATA') return [];
    return code === 'ENOTFOUND' ? 'no-domain' : 'unknown';
  }
}

async function withPatience(verdict: Promise<Verdict>): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined;
  const impatient = new Promise<Verdict>((resolve) => {
    timer = setTimeout(() => resolve('unknown'), PATIENCE_MS);
  });
  try {
    return await Promise.race([verdict, impatient]);
  } finally {
    clearTimeout(timer);
  }
}
