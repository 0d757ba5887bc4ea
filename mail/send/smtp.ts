/** Hands letters to a mail server, and tells exactly what is known of the outcome. */
import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailServerAccess } from '../connection/server.ts';
import { loginOf } from './smtp-login.ts';
import { needsSmtpUtf8, toWire } from './wire-address.ts';

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
  /**
   * Called when the server has answered for every recipient, before the first byte of the letter leaves. False: we hang
   * up, so that nobody gets it, and the outcome is `refused`. When it rejects, `not-sent`.
   */
  readonly beforeLetter?: (rejected: readonly RejectedRecipient[]) => Promise<boolean>;
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
    const handover = new Handover(letter);
    open.add(connection);
    try {
      return await exchange(connection, server, handover);
    } catch (error) {
      return outcomeOf(error as SmtpError, handover);
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

/** The letter is not to leave after all. */
class Withheld extends Error {}
/** The server cannot carry these addresses (RFC 6531). */
class NoSmtpUtf8 extends Error {}

/** One letter on its way: its envelope as the server sees it, what it answered, whether the letter has begun to leave. */
class Handover {
  /** nodemailer adds the answers of the recipients to the envelope it was given. */
  readonly envelope: SMTPConnection.Envelope & { readonly rejectedErrors?: readonly SMTPConnection.SMTPError[] };
  readonly content: Readable;
  hasLeft = false;
  readonly #letter: Outgoing;
  readonly #given: ReadonlyMap<string, string>;

  constructor(letter: Outgoing) {
    const { from, to } = letter.envelope;
    this.#letter = letter;
    this.#given = new Map(to.map((address) => [toWire(address), address]));
    this.envelope = { from: toWire(from), to: [...this.#given.keys()], size: letter.raw.length };
    // Read from only when the server has answered for everybody and asked for the letter.
    this.content = Readable.from(this.#bytes(), { objectMode: false });
  }

  async *#bytes(): AsyncGenerator<Buffer> {
    const goesOn = (await this.#letter.beforeLetter?.(this.rejected())) ?? true;
    if (!goesOn) throw new Withheld('The letter was withheld');
    this.hasLeft = true;
    yield this.#letter.raw;
  }

  rejected(errors: readonly SMTPConnection.SMTPError[] = this.envelope.rejectedErrors ?? []): RejectedRecipient[] {
    return errors.map((error) => {
      const wire = (error as { readonly recipient?: string }).recipient ?? '';
      const response = error.response ?? error.message;
      return { address: this.#given.get(wire) ?? wire, code: error.responseCode ?? 0, response };
    });
  }

  /** @throws NoSmtpUtf8 naming the addresses that the server, by its greeting, cannot carry. */
  check(greeting: string): void {
    const { from, to } = this.#letter.envelope;
    const foreign = [from, ...to].filter(needsSmtpUtf8);
    if (foreign.length > 0 && !/[ -]SMTPUTF8\b/im.test(greeting))
      throw new NoSmtpUtf8(`5.6.7 the server takes no address with letters outside ASCII: ${foreign.join(', ')}`);
  }
}

/** Connects, signs in, sends, says goodbye. Rejects with the first thing that goes wrong. */
function exchange(connection: SMTPConnection, server: MailServerAccess, handover: Handover): Promise<Delivery> {
  return new Promise((resolve, reject) => {
    const send = () =>
      connection.send(handover.envelope, handover.content, (error, info) => {
        if (error) return reject(error);
        connection.quit();
        resolve({ outcome: 'accepted', response: info.response, rejected: handover.rejected(info.rejectedErrors) });
      });
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('Connection closed')));
    connection.connect((error) => {
      if (error) return reject(error);
      try {
        handover.check(String(connection.lastServerResponse));
      } catch (unable) {
        return reject(unable);
      }
      if (!server.user) return send();
      connection.login(loginOf(server), (refusal) => (refusal ? reject(refusal) : send()));
    });
  });
}

// What the server says no to, as opposed to what breaks: the sender, the recipients, the letter.
const REFUSALS = new Set(['EENVELOPE', 'EMESSAGE']);

function outcomeOf(error: SmtpError, handover: Handover): Delivery {
  const { hasLeft } = handover;
  const reason = [error.code, error.response ?? error.message].filter(Boolean).join(' ');
  const code = error.responseCode ?? 0;
  if (error instanceof NoSmtpUtf8)
    return { outcome: 'refused', permanent: true, code: 553, response: error.message, rejected: [] };
  if (error instanceof Withheld) return refusedByAll(handover.rejected(), error.message);
  if (REFUSALS.has(error.code ?? '') && !hasLeft && !code)
    // nodemailer itself finds the envelope impossible: no server will take it.
    return { outcome: 'refused', permanent: true, code: 553, response: error.message, rejected: [] };
  if (REFUSALS.has(error.code ?? '') && code) {
    const rejected = handover.rejected(error.rejectedErrors ?? []);
    if (rejected.length > 0) return refusedByAll(rejected, error.message);
    return { outcome: 'refused', permanent: code >= 500, code, response: error.response ?? error.message, rejected };
  }
  // An answer once the letter is out (a 421 on shutdown) is definitive; silence is not.
  if (hasLeft && code >= 400)
    return { outcome: 'refused', permanent: code >= 500, code, response: reason, rejected: [] };
  return { outcome: hasLeft ? 'ambiguous' : 'not-sent', reason };
}

/** Nobody is left to bring it to: for good where each answer is. */
function refusedByAll(rejected: readonly RejectedRecipient[], otherwise: string): Delivery {
  const permanent = rejected.every((one) => one.code >= 500);
  const { code = 0, response = otherwise } = rejected.find((one) => permanent || one.code < 500) ?? {};
  return { outcome: 'refused', permanent, code, response, rejected };
}
