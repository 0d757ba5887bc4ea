/** What the API gives, with only what a test cares about spelled out. */

import type { DraftContent } from '../../admin-ui/desk/composer/draft.ts';
import type { DossierRow, Draft, Message, TimelineEvent } from '../../api/schemas.ts';

export function buildRow(part: Partial<DossierRow> = {}): DossierRow {
  return {
    id: 'd1',
    number: 1,
    subject: 'Facture',
    state: 'new',
    desk: 'inProgress',
    contact: { email: 'claire@example.com', name: 'Claire Durand' },
    queue: 'support',
    assignee: null,
    version: 1,
    updatedAt: '2026-11-21T10:00:00.000Z',
    ageSince: '2026-11-21T10:00:00.000Z',
    lastReceivedAt: '2026-11-21T10:00:00.000Z',
    readers: ['lea'],
    preview: '',
    hasDraft: false,
    hasAttachments: false,
    alert: null,
    definition: { id: 'standard', version: 2 },
    direction: 'inbound',
    offer: null,
    validation: null,
    outcome: null,
    deadlines: [],
    waitingSince: null,
    openedAt: '2026-11-21T09:00:00.000Z',
    ...part,
  };
}

export function buildContent(part: Partial<DraftContent> = {}): DraftContent {
  return {
    to: ['claire@example.com'],
    cc: [],
    bcc: [],
    subject: 'Re: Facture',
    html: '',
    attachments: [],
    ...part,
  };
}

export function buildDraft(part: Partial<Draft> = {}): Draft {
  return {
    to: ['claire@example.com'],
    cc: [],
    bcc: [],
    subject: 'Re: Facture',
    html: '',
    attachments: [],
    inReplyTo: 'm1',
    mailbox: null,
    template: null,
    version: 1,
    author: 'lea',
    updatedAt: '2026-11-21T14:02:00.000Z',
    ...part,
  };
}

export function buildMessage(part: Partial<Message> = {}): Message {
  return {
    id: 'm1',
    direction: 'inbound',
    from: { email: 'claire@example.com', name: 'Claire Durand' },
    replyTo: [],
    to: [{ email: 'support@example.com', name: '' }],
    cc: [],
    bcc: [],
    subject: 'Facture',
    date: '2026-11-21T10:00:00.000Z',
    messageId: '<1@example.com>',
    html: '<p>Bonjour</p>',
    text: 'Bonjour',
    remoteImages: 0,
    notice: null,
    automatic: false,
    attachments: [],
    status: 'received',
    author: null,
    redacted: { content: false, author: false },
    threading: null,
    authentication: null,
    isShortened: false,
    readers: [],
    ...part,
  };
}

export function buildEvent(part: Partial<TimelineEvent> = {}): TimelineEvent {
  return {
    seq: 1,
    at: '2026-11-21T10:00:00.000Z',
    actor: { kind: 'user', id: 'lea' },
    cause: 'command 1',
    type: 'moved',
    data: {},
    dataHash: '',
    salt: '',
    prevHash: '',
    hash: '',
    ...part,
  };
}
