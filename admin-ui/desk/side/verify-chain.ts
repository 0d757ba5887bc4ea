/** Checks a timeline's chain of hashes in the browser (O6): anyone can, without trusting the server's word for it. */
import type { TimelineEvent } from '../../../api/schemas.ts';

export type ChainVerdict =
  | { readonly ok: true; readonly events: number }
  | { readonly ok: false; readonly seq: number };

export type Sha256 = (text: string) => Promise<string>;

/** The `prevHash` of a first event. */
const GENESIS = '0'.repeat(64);

/** Web Crypto is there only where the page came by HTTPS, or from this machine. */
export const canVerify = (): boolean => globalThis.crypto?.subtle !== undefined;

export const sha256: Sha256 = async (text) => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** Numbers without a gap, each entry linked to the one before, nothing altered: the first that fails is named. */
export async function verifyChain(
  dossierId: string,
  events: readonly TimelineEvent[],
  hash: Sha256 = sha256,
): Promise<ChainVerdict> {
  let expected = GENESIS;
  for (const [i, event] of events.entries()) {
    const { seq, actor, cause, type, data, salt, dataHash, prevHash } = event;
    const entry = { dossierId, seq, at: Date.parse(event.at), actor, cause, type, dataHash, prevHash };
    const sound =
      seq === i + 1 &&
      prevHash === expected &&
      event.hash === (await hash(canonical(entry))) &&
      dataHash === (await hash(`${salt}\n${canonical(data)}`));
    if (!sound) return { ok: false, seq };
    expected = event.hash;
  }
  return { ok: true, events: events.length };
}

/** JSON with sorted keys (RFC 8785 for the values events hold). */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
}
