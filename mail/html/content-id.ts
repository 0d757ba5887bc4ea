/** Content ids: how a letter's HTML names its parts (RFC 2392). Pure. */

/** What two writings of one content id have in common: no brackets, no percent encoding, no capitals. */
export function contentIdOf(written: string): string {
  return percentDecoded(written).trim().replace(/^<|>$/g, '').trim().toLowerCase();
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
