/** Raw letters, header by header, as a stranger's mail program writes them. */

export interface LetterParts {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
  /** With its angle brackets; null: none. */
  readonly messageId?: string | null;
  readonly inReplyTo?: string;
  readonly references?: readonly string[];
  readonly text?: string;
  /** Other header lines, as they are. */
  readonly more?: readonly string[];
}

export const newMessageId = (): string => `<${crypto.randomUUID()}@customer.example>`;

export function rawLetter(parts: LetterParts = {}): Buffer {
  const { from = 'Claire Durand <claire@customer.example>', to = 'support@localhost', subject = 'Colis' } = parts;
  const { messageId = newMessageId(), inReplyTo, references = [], text = 'Bonjour', more = [] } = parts;
  const headers = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    'Date: Sat, 21 Nov 2026 09:00:00 +0000',
    ...(messageId ? [`Message-ID: ${messageId}`] : []),
    ...(inReplyTo ? [`In-Reply-To: ${inReplyTo}`] : []),
    ...(references.length ? [`References: ${references.join(' ')}`] : []),
    ...more,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ];
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${text}\r\n`);
}
