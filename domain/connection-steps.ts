/** The steps of a test of a connection, in order: reading, writing, a letter to oneself. */

export const IMAP_STEPS = ['imapDns', 'imapTcp', 'imapTls', 'imapLogin', 'folder'] as const;
export const SMTP_STEPS = ['smtpDns', 'smtpTcp', 'smtpTls', 'smtpLogin'] as const;
export const CONNECTION_STEPS = [...IMAP_STEPS, ...SMTP_STEPS, 'letter'] as const;
export type ConnectionStep = (typeof CONNECTION_STEPS)[number];

/** `isRead`: it is read too, not only written from (C13). */
export function stepsFor(isRead: boolean): readonly ConnectionStep[] {
  return [...(isRead ? IMAP_STEPS : []), ...SMTP_STEPS, 'letter'];
}
