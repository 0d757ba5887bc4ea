/** What stood in the way of a connection, as a code that can be put in words: never more of a server's words than are safe to show. */
import { MAX_DIAGNOSTIC_LENGTH } from '../limits.ts';
import { OAuthRefused, TokenServerAway } from './oauth.ts';

export interface Trouble {
  readonly code: TroubleCode;
  /** `said`: the server's or the system's own words; `folders`: those there are. */
  readonly values: Readonly<Record<string, string>>;
}

export type TroubleCode =
  | 'no-such-host'
  | 'name-server'
  | 'refused'
  | 'unreachable'
  | 'timeout'
  | 'closed'
  | 'certificate-expired'
  | 'certificate-name'
  | 'certificate-untrusted'
  | 'not-tls'
  | 'no-starttls'
  | 'sign-in-refused'
  | 'authorisation-ended'
  | 'token-server'
  | 'no-folder'
  | 'not-accepted'
  | 'not-arrived'
  | 'other';

const CODES: Readonly<Record<string, TroubleCode>> = {
  ENOTFOUND: 'no-such-host',
  ENODATA: 'no-such-host',
  EAI_AGAIN: 'name-server',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  CONNECT_TIMEOUT: 'timeout',
  GREETING_TIMEOUT: 'timeout',
  GREEETING_TIMEOUT: 'timeout',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  CERT_HAS_EXPIRED: 'certificate-expired',
  CERT_NOT_YET_VALID: 'certificate-expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'certificate-untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'certificate-untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-untrusted',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not-tls',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'not-tls',
  EPROTO: 'not-tls',
  NO_STARTTLS: 'no-starttls',
  EAUTH: 'sign-in-refused',
  NO_FOLDER: 'no-folder',
  NOT_ACCEPTED: 'not-accepted',
  NOT_ARRIVED: 'not-arrived',
};

interface MailError extends Error {
  readonly code?: string;
  readonly authenticationFailed?: boolean;
  readonly responseText?: string;
  readonly response?: unknown;
  readonly folders?: readonly string[];
  readonly errors?: readonly unknown[];
}

/** Also of what AbortSignal.timeout throws, and of Node's several attempts at several addresses. */
export function troubleOf(thrown: unknown): Trouble {
  const isError = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
  const error = (isError ? thrown : new Error(String(thrown))) as MailError;
  if (error instanceof OAuthRefused) return { code: 'authorisation-ended', values: { said: error.code } };
  if (error instanceof TokenServerAway) return { code: 'token-server', values: { said: error.message } };
  if (error.name === 'TimeoutError') return { code: 'timeout', values: {} };
  if (error.errors?.[0]) return troubleOf(error.errors[0]);
  const answer = typeof error.response === 'string' ? error.response : undefined;
  const said = (error.responseText ?? answer ?? error.message).slice(0, MAX_DIAGNOSTIC_LENGTH);
  const values = { said, ...(error.folders && { folders: error.folders.slice(0, 20).join(', ') }) };
  if (error.authenticationFailed) return { code: 'sign-in-refused', values };
  return { code: CODES[error.code ?? ''] ?? (error.message === 'Connection closed' ? 'closed' : 'other'), values };
}
