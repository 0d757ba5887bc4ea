/** Opens IMAP connections the way every use of them here needs. */
import { ImapFlow } from 'imapflow';
import { LETTER_BYTES } from '../../domain/post/letter-size.ts';
import type { MailServerAccess } from '../connection/server.ts';

/** Where a connection tells its troubles; a pino logger fits. */
export interface MailLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

// A dead peer is noticed within this; imapflow asks it for a sign of life while idling.
const SOCKET_TIMEOUT_MS = 90_000;
// Some servers and routers drop an IDLE after five minutes, whatever RFC 2177 says.
const MAX_IDLE_MS = 4 * 60_000;
const CONNECT_TIMEOUT_MS = 20_000;
/** A server that answers a sign-in so has no objection to who signs in (RFC 5530, 3; THROTTLED is Gmail's). */
const PASSING = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'THROTTLED']);

/**
 * A connected, signed-in client; the caller closes it. One client is one connection: it never reconnects by itself.
 * Rejects with imapflow's error (`authenticationFailed` set when the sign-in was refused, and not where the server is
 * only busy). By OAuth2, a token that the server refuses before its time is asked for anew, once.
 */
export async function openImap(server: MailServerAccess, log?: MailLog): Promise<ImapFlow> {
  if (!server.accessToken) return connect(server, { pass: server.password }, log);
  const accessToken = await server.accessToken();
  try {
    return await connect(server, { accessToken }, log);
  } catch (error) {
    if (!(error as { authenticationFailed?: boolean }).authenticationFailed) throw error;
    return connect(server, { accessToken: await server.accessToken(accessToken) }, log);
  }
}

type Credentials = { readonly pass: string } | { readonly accessToken: string };

async function connect(server: MailServerAccess, credentials: Credentials, log?: MailLog): Promise<ImapFlow> {
  const imap = new ImapFlow({
    host: server.host,
    port: server.port,
    secure: server.secure,
    ...(server.secure ? {} : { doSTARTTLS: !server.plain }),
    auth: { user: server.user, ...credentials },
    logger: false,
    disableAutoIdle: true,
    socketTimeout: SOCKET_TIMEOUT_MS,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    maxIdleTime: MAX_IDLE_MS,
    // Sizes are known before a letter is asked for: what exceeds this is a broken server, not a large letter.
    maxLiteralSize: 2 * LETTER_BYTES.most,
    clientInfo: { name: 'Pli' },
  });
  // Before connecting: an error without a listener would end the process. `close` follows it.
  imap.on('error', (error: Error) => log?.warn({ err: error, host: server.host }, 'IMAP connection'));
  try {
    await imap.connect();
  } catch (error) {
    imap.close();
    const refusal = error as { serverResponseCode?: string; authenticationFailed?: boolean };
    if (PASSING.has(refusal.serverResponseCode ?? '')) refusal.authenticationFailed = false;
    throw error;
  }
  // mox announces 2^63-1, which imapflow reads as 0 and then refuses every append.
  imap.capabilities.delete('APPENDLIMIT');
  return imap;
}

/** What imapflow answers, which is false where the server said NO. @throws Error then. */
export function accepted(done: unknown): void {
  if (!done) throw new Error('The server refused');
}

/** Opens a connection for one piece of work, and closes it whatever happens. */
export async function withImap<T>(server: MailServerAccess, work: (imap: ImapFlow) => Promise<T>): Promise<T> {
  const imap = await openImap(server);
  try {
    return await work(imap);
  } finally {
    await imap.logout().catch(() => imap.close());
  }
}
