/** The ways an answer leaves the composer, and which of them is the primary button. Pure. */
import type { DossierDetail } from '../../../api/schemas.ts';
import { REPLIES, type Reply } from '../../../domain/dossier/commands.ts';
import type { WantedOutcome } from '../../../domain/dossier/dossier.ts';

/** Sent at once, or first read by a supervisor with what it wants (A7). */
export type Submission =
  | { readonly type: Reply }
  | { readonly type: 'submitForValidation'; readonly outcome: WantedOutcome };

export const WANTED: readonly WantedOutcome[] = ['close', 'wait', 'keepOpen'];

const REPLY_FOR: Readonly<Record<WantedOutcome, Reply>> = {
  close: 'replyAndClose',
  wait: 'replyAndWait',
  keepOpen: 'replyKeepOpen',
};

type Commands = Pick<DossierDetail, 'allowed' | 'refused'>;

/** Whether only its outcome is missing, and may be said on the way (N21). */
export function lacksOnlyOutcome({ allowed }: Commands, refusal: Refused | null): boolean {
  return refusal?.code === 'needs-outcome' && allowed.includes('setOutcome');
}

/** What Mod+Enter does: the last reply used, if it is open here; where one may not send, validation. */
export function primarySubmission(dossier: Commands, last: Reply): Submission {
  const isOpen = (type: Reply) =>
    dossier.allowed.includes(type) || lacksOnlyOutcome(dossier, refusalOf(dossier, { type }));
  const reply = [last, 'replyAndClose' as const, ...REPLIES].find(isOpen);
  if (reply) return { type: reply };
  return dossier.allowed.includes('submitForValidation')
    ? { type: 'submitForValidation', outcome: 'close' }
    : { type: 'replyAndClose' };
}

/** What a reply asks of its validation. */
export const outcomeOf = (reply: Reply): WantedOutcome =>
  WANTED.find((outcome) => REPLY_FOR[outcome] === reply) ?? 'close';

export interface Refused {
  readonly code: string;
  readonly detail: string;
}

/** Why it may not leave so; a validation needs what its reply needs, but the right to send. */
export function refusalOf(dossier: Pick<DossierDetail, 'refused'>, submission: Submission): Refused | null {
  const refusedAs = (type: string) => dossier.refused.find((r) => r.type === type) ?? null;
  if (submission.type !== 'submitForValidation') return refusedAs(submission.type);
  const wanted = refusedAs(REPLY_FOR[submission.outcome]);
  return refusedAs('submitForValidation') ?? (wanted?.code === 'forbidden' ? null : wanted);
}
