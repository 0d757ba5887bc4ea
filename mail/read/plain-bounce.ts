/** Reports of delivery written in words: qmail, Exim, Postfix, sendmail, Exchange, Gmail and their like. Pure. */
import { normaliseAddress } from '../../domain/post/recipients.ts';
import { isRobot } from '../../domain/post/robot-address.ts';
import { MAX_BOUNCED_RECIPIENTS, MAX_DIAGNOSTIC_LENGTH } from '../limits.ts';
import { type BouncedRecipient, statusOf } from './bounced-recipient.ts';
import { ANY_COPY, COPY, tellsOfDelay, tellsOfFailure } from './report-words.ts';

/** How a program begins the list of those it could not reach. */
interface Wording {
  readonly format: string;
  readonly opens: RegExp;
}

const WORDINGS: readonly Wording[] = [
  { format: 'qmail', opens: /this is the qmail-send program[\s\S]{0,400}?following address(?:es)?[^\n]*\n/i },
  {
    format: 'exim',
    opens:
      /(?:could not be delivered|has not yet been delivered|not been delivered)[\s\S]{0,300}?following address(?:\(es\)|es)?[^\n]*:/i,
  },
  { format: 'exim', opens: /the address(?:es)? to which the message has not yet been delivered (?:is|are):/i },
  { format: 'postfix', opens: /this is the (?:postfix program|mail system) at host[\s\S]{0,1500}?(?=^<)/im },
  {
    format: 'sendmail',
    opens: /-{3,} the following addresses had (?:permanent fatal|transient non-fatal|delivery) errors -{3,}/i,
  },
  { format: 'exchange', opens: /did not reach the following recipient\(?s?\)?\s?:/i },
  {
    format: 'exchange',
    opens:
      /(?:delivery has failed to these recipients or (?:groups|distribution lists)|échec de la remise (?:pour les|aux) destinataires ou (?:aux )?groupes suivants|la remise a échoué pour ces destinataires ou groupes)\s?:/i,
  },
  {
    format: 'exchange',
    opens: /delivery (?:is delayed to these recipients or groups|to the following recipients has been delayed)[^\n]*/i,
  },
  { format: 'gmail', opens: /delivery to the following recipients? (?:failed permanently|has been delayed)\s?:/i },
  { format: 'gmail', opens: /your message wasn['’]t delivered to (?=\S+@)/i },
  { format: 'gmail', opens: /votre message n['’]a pas (?:pu être|été) (?:remis|distribué) à (?=\S+@)/i },
  {
    format: 'other',
    opens:
      /(?:unable to deliver your message to|could not be delivered to|undeliverable to|impossible de (?:remettre|délivrer) (?:votre|le) message à)[^\n]{0,80}(?:address(?:es)?|recipients?|destinataires?|adresses?)[^\n]{0,40}[.:]/i,
  },
];

const ADDRESS = /[^\s<>()[\]",;:]{1,64}@[a-z\d](?:[a-z\d.-]{0,250}[a-z\d])?/i;

export interface PlainBounce {
  readonly format: string;
  readonly recipients: readonly BouncedRecipient[];
}

/** What a report without form says of whomever it is about. */
export type Failure = Pick<BouncedRecipient, 'action' | 'status' | 'diagnostic'>;

/**
 * The failures that a text tells of; null when no known wording is in it. `failedRecipients` is Exim's header, which
 * names them for sure.
 */
export function readPlainBounce(text: string, failedRecipients: string | undefined): PlainBounce | null {
  const found = WORDINGS.map((wording) => ({ ...wording, match: wording.opens.exec(text) })).find((w) => w.match);
  if (!found?.match && failedRecipients === undefined) return null;
  const start = found?.match ? found.match.index + found.match[0].length : 0;
  const list = text.slice(start, start + 8_000).split(COPY, 1)[0] ?? '';
  const action = tellsOfDelay(text.slice(0, start + 2_000)) ? 'delayed' : 'failed';
  const named = (failedRecipients ?? '').split(',').flatMap((one) => addressIn(one) ?? []);
  const failures = named.length > 0 ? named.map((address) => ({ address, words: list })) : failuresIn(list);
  return {
    format: found?.format ?? 'exim',
    recipients: failures.map(({ address, words }) => ({
      final: address,
      original: null,
      action,
      status: statusOf(words),
      diagnostic: onOneLine(words),
    })),
  };
}

/**
 * What a program's letter says of a failure in words that we know of no program, whatever the language; null when it
 * tells of none. The addresses are all those before the copy of the letter: who of them is meant, only who sent it knows.
 */
export function readUnformed(
  subject: string,
  text: string,
): { readonly failure: Failure; readonly addresses: readonly string[] } | null {
  const unquoted = text.replace(/^[ \t]*>.*$/gm, '');
  const words = unquoted.split(ANY_COPY, 1)[0]?.slice(0, 8_000) ?? '';
  if (!tellsOfFailure(`${subject}\n${words}`)) return null;
  const named = [...words.matchAll(new RegExp(ADDRESS, 'gi'))].map(([address]) => normaliseAddress(address));
  const addresses = [...new Set(named)].filter((address) => !isRobot(address)).slice(0, MAX_BOUNCED_RECIPIENTS);
  const action = tellsOfDelay(`${subject}\n${words}`) ? 'delayed' : 'failed';
  return { failure: { action, status: statusOf(words), diagnostic: onOneLine(words) }, addresses };
}

function onOneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim().slice(0, MAX_DIAGNOSTIC_LENGTH);
}

/** Each line that begins with an address opens a failure; what follows is why. The first address may stand anywhere. */
function failuresIn(list: string): { address: string; words: string }[] {
  const failures: { address: string; words: string }[] = [];
  for (const line of list.split('\n')) {
    const opens = failures.length === 0 ? addressIn(line) : addressIn(/^[\s>*-]*<?[^\s<>:]*>?/.exec(line)?.[0] ?? '');
    const last = failures.at(-1);
    const isNew = opens !== null && !failures.some((failure) => failure.address === opens);
    if (isNew && failures.length < MAX_BOUNCED_RECIPIENTS) failures.push({ address: opens, words: line });
    else if (last && last.words.length < MAX_DIAGNOSTIC_LENGTH * 2) last.words += ` ${line}`;
  }
  return failures;
}

function addressIn(text: string): string | null {
  const address = ADDRESS.exec(text)?.[0];
  return address ? normaliseAddress(address) : null;
}
