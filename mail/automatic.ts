/** Tells the letters that machines write, and those that must get no automatic reply (RFC 3834). Pure. */
import type { HeaderBlock } from './headers.ts';

// What programs write on their automatic answers, each under its own name.
const MARKS = [
  'x-autoreply',
  'x-autorespond',
  'x-autoresponse',
  'x-autoreply-from',
  'x-auto-reply',
  'x-auto-response-from',
  'x-mail-autoreply',
  'x-mail-autoresponder',
  'auto-reply',
];

const ROBOT =
  /^(?:(?:no|do-?not|ne-?pas)[-_.]?(?:reply|repondre|répondre)|mailer-daemon|mail-daemon|postmaster|bounces?|autoreply|microsoftexchange[\da-f]+)(?:[+-][^@]*)?@/i;

// Out-of-office answers of Exchange, and of programs that write no header of RFC 3834.
const AUTOMATIC_SUBJECT =
  /^\s*(?:(?:re|sv|aw|r)\s*:\s*)?(?:automatic reply|auto(?:matic|matische|matisch)?[ -]?(?:reply|response|antwort|antwoord)|automatische antwort|automatisch antwoord|out of (?:the )?office|réponse automatique|absence du bureau|message d['’]absence|abwesen(?:d|heits)[^:]{0,30}|respuesta automática|fuera de la oficina|risposta automatica|fuori (?:sede|ufficio)|resposta automática|automatiskt svar|autosvar)\s*(?::|$|\()/i;

/** Why a machine must have written it, and why no machine may answer it; each undefined when there is no reason. */
export interface AutomaticEvidence {
  readonly automatic: string | undefined;
  readonly unanswerable: string | undefined;
}

type Facts = { readonly contentType: string; readonly sender: string; readonly subject: string };

/**
 * What a machine wrote is never answered by one; nor is what a person sent through a list, in bulk, or asking for no
 * answer (RFC 3834, 2). `contentType` is the letter's own; `sender` the address of its From.
 */
export function automaticEvidence(block: HeaderBlock, facts: Facts): AutomaticEvidence {
  const automatic = machine(block, facts);
  return { automatic, unanswerable: automatic ?? unanswerable(block) };
}

function machine({ facts, first }: HeaderBlock, { contentType, sender, subject }: Facts): string | undefined {
  const submitted = facts.autoSubmitted?.split(/[;\s(]/)[0];
  if (submitted && submitted !== 'no') return `Auto-Submitted: ${submitted.slice(0, 40)}`;
  if (AUTOMATIC_SUBJECT.test(subject)) return 'out of office';
  if (MARKS.some((mark) => first(mark) !== undefined)) return 'X-Autoreply';
  if (/autorespon|auto_reply/i.test(first('x-post-messageclass') ?? '')) return 'X-Autoreply';
  if (/^multipart\/report\b/i.test(contentType.trim())) return 'multipart/report';
  if (isRobot(sender)) return 'robot address';
  return facts.precedence?.trim() === 'auto_reply' ? 'Precedence: auto_reply' : undefined;
}

function unanswerable({ facts, first }: HeaderBlock): string | undefined {
  if (first('x-loop') !== undefined) return 'X-Loop';
  if (facts.returnPath === '') return 'Return-Path: <>';
  const precedence = /^(?:bulk|list|junk)$/.exec(facts.precedence?.trim() ?? '')?.[0];
  if (precedence) return `Precedence: ${precedence}`;
  if (/\b(?:all|autoreply|oof)\b/i.test(facts.autoResponseSuppress ?? '')) return 'X-Auto-Response-Suppress';
  if (Object.keys(facts.list).length > 0) return 'List headers';
  return undefined;
}

/** Whether an address is a machine's by its name: nobody reads what is sent there. */
export function isRobot(address: string): boolean {
  return ROBOT.test(address);
}
