/** What a report of delivery says of one recipient. */

/** RFC 3464, 2.3.3. `failed` is for good; `delayed` means that the server goes on trying. */
export type BounceAction = 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded';

export interface BouncedRecipient {
  /** Lower case. The address that was tried last; aliases and forwards make it differ from the one we wrote to. */
  readonly final: string;
  /** Lower case. The address we wrote to, where the report says so. */
  readonly original: string | null;
  readonly action: BounceAction;
  /** RFC 3463: `5.1.1`; null when the report gives none. */
  readonly status: string | null;
  /** The server's own words, on one line. */
  readonly diagnostic: string;
}

/** The enhanced status in a server's words, else the class of its three-digit answer. */
export function statusOf(words: string): string | null {
  const enhanced = /(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/.exec(words)?.[0];
  if (enhanced) return enhanced;
  const code = /(?<!\d)([45])[0-5]\d(?!\d)/.exec(words)?.[1];
  return code ? `${code}.0.0` : null;
}
