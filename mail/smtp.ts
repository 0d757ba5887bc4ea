/** Hands letters to a mail server, and tells exactly what is known of the outcome. */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServerAccess } from './server.ts';

/** A recipient the server refused, with its answer. */
export interface RejectedRecipient {
  readonly address: string;
  readonly code: number;
  readonly response: string;
}

/**
 * What became of a letter. `accepted`: by the server, for all but `rejected`. `refused`: the server said no, for good
 * or for now. `not-sent`: not a byte of the letter left us. `ambiguous`: the connection was lost once the letter was
 * leaving, so the server may have it.
 */
export type Delivery =
  | { readonly outcome: 'accepted'; readonly response: string; readonly rejected: readonly RejectedRecipient[] }
  | {
      readonly outcome: 'refused';
      readonly permanent: boolean;
      readonly code: number;
      readonly response: string;
      readonly rejected: readonly RejectedRecipient[];
    }
  | { readonly outcome: 'not-sent'; readonly reason: string }
  | { readonly outcome: 'ambiguous'; readonly reason: string };

/** A letter's bytes, and whom the server is asked to bring them to. An empty `from` is the null sender `<>`. */
export interface Outgoing {
  readonly raw: Buffer;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
}

export interface Smtp {
  /** Never rejects: whatever happens is an outcome. */
  readonly deliver: (letter: Outgoing) => Promise<Delivery>;
  /** Drops the deliveries under way; they end as `not-sent` or `ambiguous`. */
  readonly close: () => void;
}

export interface SmtpTimeouts {
  /** TCP, TLS and greeting, each. */
  readonly connectMs?: number;
  /** Silence of the server after a command; RFC 5321, 4.5.3.2 asks for patience after the letter. */
  readonly answerMs?: number;
}

/**
 * A sender over one server. Each delivery has a connection of its own and streams the letter itself, because that is
 * what tells a letter that never left from one that may have arrived: nodemailer's pool reports both alike.
 */
export function createSmtp(
  server: MailServerAccess,
  { connectMs = 20_000, answerMs = 180_000 }: SmtpTimeouts = {},
): Smtp {
  const open = new Set<SMTPConnection>();
  const options: SMTPConnection.Options = {
    host: server.host,
    port: server.port,
    secure: server.secure,
    ignoreTLS: server.plain,
    requireTLS: !server.secure && !server.plain,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: answerMs,
  };
  async function deliver(letter: Outgoing): Promise<Delivery> {
    const connection = new SMTPConnection(options);
    const content = Readable.from([letter.raw], { objectMode: false });
    open.add(connection);
    try {
      return await exchange(connection, server, letter, content);
    } catch (error) {
      return outcomeOf(error as SmtpError, content.readableDidRead);
    } finally {
      open.delete(connection);
      connection.close();
    }
  }
  function close(): void {
    for (const connection of open) connection.close();
  }
  return { deliver, close };
}

type SmtpError = SMTPConnection.SMTPError & { readonly rejectedErrors?: readonly SMTPConnection.SMTPError[] };

/** Connects, signs in, sends, says goodbye. Rejects with the first thing that goes wrong. */
function exchange(
  connection: SMTPConnection,
  server: MailServerAccess,
  { raw, envelope }: Outgoing,
  content: Readable,
): Promise<Delivery> {
  return new Promise((resolve, reject) => {
    const send = () =>
      connection.send({ from: envelope.from, to: [...envelope.to], size: raw.length }, content, (error, info) => {
        if (error) return reject(error);
        connection.quit();
        resolve({ outcome: 'accepted', response: info.response, rejected: rejectedOf(info.rejectedErrors ?? []) });
      });
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('Connection closed')));
    connection.connect((error) => {
      if (error) return reject(error);
      if (!server.user) return send();
      connection.login({ user: server.user, credentials: { user: server.user, pass: server.password } }, (refusal) =>
        refusal ? reject(refusal) : send(),
      );
    });
  });
}

// What the server says no to, as opposed to what breaks: the sender, the recipients, the letter.
const REFUSALS = new Set(['EENVELOPE', 'EMESSAGE']);

function outcomeOf(error: SmtpError, hasLeft: boolean): Delivery {
  const reason = [error.code, error.response ?? error.message].filter(Boolean).join(' ');
  const code = error.responseCode ?? 0;
  const rejected = rejectedOf(error.rejectedErrors ?? []);
  if (REFUSALS.has(error.code ?? '') && !hasLeft && !code)
    // nodemailer itself finds the envelope impossible: no server will take it.
    return { outcome: 'refused', permanent: true, code: 553, response: error.message, rejected };
  if (REFUSALS.has(error.code ?? '') && code) {
    const permanent = rejected.length > 0 ? rejected.every((one) => one.code >= 500) : code >= 500;
    return { outcome: 'refused', permanent, code, response: error.response ?? error.message, rejected };
  }
  // An answer once the letter is out (a 421 on shutdown) is definitive; silence is not.
  if (hasLeft && code >= 400) return { outcome: 'refused', permanent: code >= 500, code, response: reason, rejected };
  return { outcome: hasLeft ? 'ambiguous' : 'not-sent', reason };
}

function rejectedOf(errors: readonly SMTPConnection.SMTPError[]): RejectedRecipient[] {
  return errors.map((error) => ({
    address: (error as { readonly recipient?: string }).recipient ?? '',
    code: error.responseCode ?? 0,
    response: error.response ?? error.message,
  }));
}
