/** The steps of a test of a connection, in order: reading, writing, a letter to oneself. */

export const IMAP_STEPS = ['imapDns', 'imapTcp', 'imapTls', 'imapLogin', 'folder'] as const;
export const SMTP_STEPS = ['smtpDns', 'smtpTcp', 'smtpTls', 'smtpLogin'] as const;
export const CONNECTION_STEPS = [...IMAP_STEPS, ...SMTP_STEPS, 'letter'] as const;
export type ConnectionStep = (typeof CONNECTION_STEPS)[number];

/** `isRead`: it is read too, not only written from (C13). */
export function stepsFor(isRead: boolean): readonly ConnectionStep[] {
  return [...(isRead ? IMAP_STEPS : []), ...SMTP_STEPS, 'letter'];
}

/** Whether letters leave by these settings: every step of writing went right, and the letter to oneself. */
export function provesSending(steps: readonly { readonly step: ConnectionStep; readonly status: string }[]): boolean {
  const right = new Set(steps.filter(({ status }) => status === 'ok').map(({ step }) => step));
  return [...SMTP_STEPS, 'letter' as const].every((step) => right.has(step));
}
