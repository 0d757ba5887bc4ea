/** What a server that accepted a letter calls it from now on, as far as its answer says so. Pure. */

/** As long as the ids that services of mail give (Amazon SES: 60 characters), and longer than a queue's names. */
const BARE_ID = /(?<![\w.@/-])(?=[\w-]*\d)[\w-]{20,200}(?![\w.@/-])/g;
const MAX_IDS = 5;

/** Message-IDs with their angle brackets, and what may be what stands before the `@` of one. */
export function relayIds(response: string): readonly string[] {
  const whole = response.match(/<[^<>\s@]+@[^<>\s]+>/g) ?? [];
  const bare = response.replace(/<[^<>]*>/g, ' ').match(BARE_ID) ?? [];
  return [...new Set([...whole, ...bare])].slice(0, MAX_IDS);
}

/** Under which of these ids a letter with this Message-ID may be known. */
export function namesOf(messageId: string): readonly string[] {
  return [messageId, messageId.slice(1, messageId.lastIndexOf('@'))];
}
