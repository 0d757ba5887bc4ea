/** The ways an answer leaves the composer, and which of them is the primary button. Pure. */
import type { DossierDetail } from '../../../api/schemas.ts';
import { REPLIES, type Reply } from '../../../domain/commands.ts';
import type { WantedOutcome } from '../../../domain/dossier.ts';

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

/** What Mod+Enter does: the last reply used, if it is open here; where one may not send, validation. */
export function primarySubmission(allowed: readonly string[], last: Reply): Submission {
  const reply = [last, 'replyAndClose' as const, ...REPLIES].find((type) => allowed.includes(type));
  if (reply) return { type: reply };
  return allowed.includes('submitForValidation')
    ? { type: 'submitForValidation', outcome: 'close' }
    : { type: 'replyAndClose' };
}

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
