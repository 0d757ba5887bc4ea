/** Addresses whose name says that no person sits behind them, or that a program speaks for one. Pure. */

// Programs of mail servers: whatever they send, they wrote it themselves.
const DAEMON =
  /^(?:mail(?:er)?[-_.]?daemon|mdaemon|mail-?delivery(?:-?(?:sub)?system)?|bounces?(?:[=-][^@]*)?|auto-?(?:reply|responder|response|antwort)|microsoftexchange[\da-f]+)(?:\+[^@]*)?@/i;

const POSTMASTER = /^postmaster(?:[+-][^@]*)?@/i;

// « Do not answer », alone or as a part of the name: `no-reply`, `shop-noreply`, `noreply-orders`, `noreply+id`.
const NO_REPLY = [
  'no[-_.]?repl(?:y|ies)',
  'do[-_.]?not[-_.]?(?:reply|respond|answer)',
  'dont[-_.]?reply',
  'no[-_.]?(?:answer|response)',
  'ne[-_.]?pas[-_.]?r[eé]pondre',
  'sans[-_.]?r[eé]ponse',
  '(?:bitte[-_.]?)?nicht[-_.]?antworten',
  'keine?[-_.]?antwort',
  'no[-_.]?(?:responder|responda|contestar|contesta|conteste|respuesta)',
  'non?[-_.]?(?:rispondere|risposta)',
  'niet[-_.]?(?:beantwoorden|antwoorden|reageren)',
  'geen[-_.]?antwoord',
  'n[aã]o[-_.]?(?:responder?|responda|resposta)',
  'ikke[-_.]?(?:svar|besvar)',
  'svara[-_.]?(?:inte|ej)',
  'ej[-_.]?svar',
  'ala[-_.]?vastaa',
  'nie[-_.]?odpowiadaj',
  'neodpovidat',
].join('|');
const NOBODY = new RegExp(`^(?:[^@]*[-_.+])?(?:${NO_REPLY})(?:[-_.+\\d][^@]*)?@`, 'i');

// RFC 5230, 4.6, as RFC 3834, 2 gives examples: what is sent to these reaches a list's program.
const LIST_PROGRAM = /^(?:(?:owner|request)-[^@]*|[^@]*-(?:owner|request)|listserv|majordomo)(?:\+[^@]*)?@/i;

/** A mail server's own program. */
export function isDaemon(address: string): boolean {
  return DAEMON.test(address);
}

/** Its administrator: a program more often than a person. */
export function isPostmaster(address: string): boolean {
  return POSTMASTER.test(address);
}

/** Says of itself that nobody reads what is sent there. */
export function isNoReply(address: string): boolean {
  return NOBODY.test(address);
}

/** Whether no automatic answer may go to an address, by its name alone. */
export function isRobot(address: string): boolean {
  return [DAEMON, POSTMASTER, NOBODY, LIST_PROGRAM].some((name) => name.test(address));
}
