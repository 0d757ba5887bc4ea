/** A dossier in full as the API gives it, with only what a test cares about spelled out. */
import type { DossierDetail } from '../../api/schemas.ts';
import { buildRow } from './builders.ts';

export function buildDetail(part: Partial<DossierDetail> = {}): DossierDetail {
  return {
    ...buildRow(),
    draft: null,
    timers: [],
    outgoing: [],
    allowed: [],
    refused: [],
    canEditRecipient: false,
    reply: {
      to: ['claire@example.com'],
      cc: [],
      replyAll: { to: ['claire@example.com'], cc: [] },
      subject: 'Re: Facture',
      mayEditSubject: true,
      inReplyTo: 'm1',
      passedOver: null,
      from: 'support@example.com',
      senders: [{ mailbox: 'support', name: 'Support', address: 'support@example.com' }],
      own: ['support@example.com'],
    },
    workflows: [],
    transfers: [],
    wrapUps: [],
    dispositions: [],
    outcomeRequired: false,
    outcomeSaid: null,
    refusedAnswer: null,
    lost: null,
    previous: null,
    mergedInto: null,
    now: '2026-11-21T10:00:00.000Z',
    ...part,
  };
}

export const refused = (type: string, code: string, detail = code) => ({ type, code, detail });
