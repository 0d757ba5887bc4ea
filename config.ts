/** Every variable Pli reads, in one schema: what it is for, its form, its default. Nothing else reads the environment. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Static, Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import ipaddr from 'ipaddr.js';
import { type Logger, pino } from 'pino';

const Settings = Type.Object({
  PORT: Type.Integer({ minimum: 1, maximum: 65_535, default: 8080, description: 'Port of the desk and the API' }),
  HOST: Type.String({
    ...{ minLength: 1, default: '127.0.0.1' },
    description: 'Address the desk and the API listen on; 0.0.0.0 or :: for every one this machine has',
  }),
  PLI_URL: Type.Optional(
    Type.String({
      pattern: '^https?://',
      format: 'url',
      description: 'Address users type; https makes cookies secure',
    }),
  ),
  TRUST_PROXY: Type.Optional(
    Type.String({
      format: 'proxies',
      description:
        'Proxies in front whose X-Forwarded-For is believed: addresses, networks (10.0.0.0/8), loopback, linklocal, uniquelocal, with commas between; or how many stand in a row',
    }),
  ),
  SESSION_MAX_HOURS: Type.Integer({
    ...{ minimum: 1, maximum: 720, default: 12 },
    description: 'Hours after which one signs in again, whatever one does',
  }),
  SESSION_IDLE_MINUTES: Type.Integer({
    ...{ minimum: 1, maximum: 43_200, default: 120 },
    description: 'Minutes without any request after which one signs in again',
  }),
  PLI_DATA: Type.String({ minLength: 1, default: '.pli', description: 'Folder of the embedded engines and demo.json' }),
  MONGODB_URL: Type.Optional(Type.String({ pattern: '^mongodb(\\+srv)?://', description: 'A MongoDB 6+ replica set' })),
  TEMPORAL_ADDRESS: Type.Optional(
    Type.String({ pattern: '^[^/]+:\\d+$', description: 'host:port of a Temporal frontend' }),
  ),
  TEMPORAL_NAMESPACE: Type.String({
    minLength: 1,
    default: 'pli',
    description: 'Its namespace, of this installation alone',
  }),
  TEMPORAL_TLS: Type.Optional(
    Type.Boolean({ description: 'true or false; unset: TLS where a key or certificate is given' }),
  ),
  TEMPORAL_API_KEY: Type.Optional(Type.String({ minLength: 1, description: 'Key of Temporal Cloud' })),
  TEMPORAL_TLS_CLIENT_CERT_PATH: Type.Optional(
    Type.String({ minLength: 1, description: 'PEM file of the client certificate; goes with its key' }),
  ),
  TEMPORAL_TLS_CLIENT_KEY_PATH: Type.Optional(
    Type.String({ minLength: 1, description: 'PEM file of the client key; goes with its certificate' }),
  ),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: Type.Optional(
    Type.String({ minLength: 1, description: "PEM file of the authority that signed Temporal's certificate" }),
  ),
  TEMPORAL_TLS_SERVER_NAME: Type.Optional(
    Type.String({ minLength: 1, description: "Name in Temporal's certificate, when not its host" }),
  ),
  PLI_TASK_QUEUE: Type.String({ minLength: 1, default: 'pli', description: 'Temporal task queue of the workers' }),
  WORKFLOW_BUNDLE: Type.Optional(
    Type.String({ minLength: 1, description: 'File the workflows were bundled into; unset: bundled at each start' }),
  ),
  PLI_SECRETS_KEY: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$', description: '32 bytes in base64; seals mailbox passwords' }),
  ),
  PLI_SESSION_SECRET: Type.Optional(Type.String({ minLength: 32, description: 'Signs session cookies' })),
  OBJECT_STORE_URL: Type.String({
    pattern: '^gridfs://[A-Za-z][A-Za-z0-9_-]{0,60}$',
    default: 'gridfs://blobs',
    description: 'Where letters and attachments are kept: a GridFS bucket of the MongoDB',
  }),
  MAIL_ADDRESS: Type.Optional(
    Type.String({ pattern: '^[^\\s@]+@[^\\s@]+$', description: 'A mailbox to watch and write from' }),
  ),
  MAIL_IMAP_URL: Type.Optional(
    Type.String({
      pattern: '^imaps?://[^/:]+:[^/]+@[^/@]+$',
      format: 'login-url',
      description: 'Its IMAP server: imaps://user:password@host',
    }),
  ),
  MAIL_SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://[^/:]+:[^/]+@[^/@]+$',
      format: 'login-url',
      description: 'Its SMTP server: smtps://user:password@host',
    }),
  ),
  CLAMAV_URL: Type.Optional(
    Type.String({
      pattern: '^tcp://([^/:@]+|\\[[0-9A-Fa-f:]+\\]):\\d{1,5}$',
      format: 'url',
      description: 'A clamd that reads attachments: tcp://host:port',
    }),
  ),
  LOG_LEVEL: Type.Union(
    ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'].map((level) => Type.Literal(level)),
    { default: 'info', description: 'Least level logged' },
  ),
  XDG_CACHE_HOME: Type.String({ default: join(homedir(), '.cache'), description: 'Where downloaded engines are kept' }),
  CHROMIUM_PATH: Type.Optional(Type.String({ minLength: 1, description: 'A Chromium for the browser tests' })),
  CI: Type.Optional(Type.String({ description: 'Set by continuous integration: plain progress lines' })),
});

export type Config = Static<typeof Settings>;

/** What `npm run serve` and `npm run worker` cannot do without; `npm start` provides them. */
const PROCESS_NEEDS = ['MONGODB_URL', 'TEMPORAL_ADDRESS', 'PLI_SECRETS_KEY', 'PLI_SESSION_SECRET'] as const;
export type ProcessConfig = Config & Required<Pick<Config, (typeof PROCESS_NEEDS)[number]>>;

export class ConfigError extends Error {}

/**
 * The settings in these variables, with their defaults.
 * @throws ConfigError listing every mistake at once, never a secret's value.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const known = Object.keys(Settings.properties).filter((name) => env[name] !== undefined && env[name] !== '');
  const values: unknown = Object.fromEntries(known.map((name) => [name, env[name]]));
  const ajv = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true });
  ajv.addFormat('login-url', isLoginUrl);
  ajv.addFormat('url', URL.canParse);
  ajv.addFormat('proxies', areProxies);
  const validate = ajv.compile<Config>(Settings);
  if (validate(values)) return whole(values);
  const mistakes = new Set(
    (validate.errors ?? []).map((e) => `${e.instancePath.slice(1)}: ${explain(e.instancePath.slice(1))}`),
  );
  throw new ConfigError(`Wrong settings:\n  ${[...mistakes].join('\n  ')}`);
}

/** Its port is one, and its name and password can be decoded. */
function isLoginUrl(text: string): boolean {
  try {
    const { username, password } = new URL(text);
    return decodeURIComponent(username + password) !== '';
  } catch {
    return false;
  }
}

const PROXY_GROUPS: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];
const HOPS = /^[1-9]\d?$/;

/** How many stand in a row, or each of them: never everybody, who could then say to be anybody. */
function areProxies(text: string): boolean {
  return HOPS.test(text) || proxiesIn(text).every((proxy) => PROXY_GROUPS.includes(proxy) || isNetwork(proxy));
}

function isNetwork(text: string): boolean {
  const isWhole = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  return isWhole || (ipaddr.isValidCIDR(text) && ipaddr.parseCIDR(text)[1] > 0);
}

const proxiesIn = (text: string): string[] => text.split(',').map((proxy) => proxy.trim());

/** Settings that mean something only together. */
const TOGETHER = [
  ['MAIL_ADDRESS', 'MAIL_IMAP_URL', 'MAIL_SMTP_URL'],
  ['TEMPORAL_TLS_CLIENT_CERT_PATH', 'TEMPORAL_TLS_CLIENT_KEY_PATH'],
] as const;

function whole(config: Config): Config {
  const missing = TOGETHER.filter((names) => names.some((name) => config[name] !== undefined)).flatMap((names) =>
    names.filter((name) => config[name] === undefined),
  );
  if (missing.length === 0) return config;
  throw new ConfigError(`Missing settings:\n  ${missing.map((name) => `${name}: ${explain(name)}`).join('\n  ')}`);
}

/** The settings of a production process. @throws ConfigError naming every missing variable. */
export function loadProcessConfig(env: Readonly<Record<string, string | undefined>>): ProcessConfig {
  const config = loadConfig(env);
  const missing = PROCESS_NEEDS.filter((name) => config[name] === undefined);
  if (missing.length)
    throw new ConfigError(`Missing settings:\n  ${missing.map((name) => `${name}: ${explain(name)}`).join('\n  ')}`);
  return config as ProcessConfig;
}

/** The GridFS bucket that `OBJECT_STORE_URL` names. */
export function bucketOf({ OBJECT_STORE_URL }: Config): string {
  return new URL(OBJECT_STORE_URL).hostname;
}

/** Those of `TRUST_PROXY`, as express takes them; none unless said. */
export function trustedProxies({ TRUST_PROXY: text }: Config): false | number | string[] {
  if (text === undefined) return false;
  return HOPS.test(text) ? Number(text) : proxiesIn(text);
}

/** How long a session lasts, in milliseconds: at most, and without any request. */
export function sessionLimits({ SESSION_MAX_HOURS: hours, SESSION_IDLE_MINUTES: minutes }: Config) {
  return { maxMs: hours * 3_600_000, idleMs: minutes * 60_000 };
}

/** The mailbox of `MAIL_*`, when one is given. */
export function mailboxOf({ MAIL_ADDRESS: address, MAIL_IMAP_URL: imapUrl, MAIL_SMTP_URL: smtpUrl }: Config) {
  return address && imapUrl && smtpUrl ? { address, imapUrl, smtpUrl } : undefined;
}

/** The settings that secure the way to Temporal, as its own SDKs name them: nothing to a server of our own. */
export const TEMPORAL_SECURITY = [
  'TEMPORAL_TLS',
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  'TEMPORAL_TLS_SERVER_NAME',
] as const;

/** How to connect to the Temporal of the settings: for `Connection.connect` and `NativeConnection.connect` alike. */
export interface TemporalConnection {
  readonly address: string;
  readonly apiKey?: string;
  readonly tls?: {
    readonly serverNameOverride?: string;
    readonly serverRootCACertificate?: Buffer;
    readonly clientCertPair?: { readonly crt: Buffer; readonly key: Buffer };
  };
}

/**
 * A key, a certificate or a server name asks for TLS by itself, unless `TEMPORAL_TLS` is false.
 * @throws ConfigError when a PEM file cannot be read.
 */
export function temporalConnection(config: Config & Pick<ProcessConfig, 'TEMPORAL_ADDRESS'>): TemporalConnection {
  const { TEMPORAL_ADDRESS: address, TEMPORAL_API_KEY: apiKey, TEMPORAL_TLS_SERVER_NAME: serverName } = config;
  const secured = config.TEMPORAL_TLS ?? TEMPORAL_SECURITY.some((name) => config[name] !== undefined);
  const ca = pem(config, 'TEMPORAL_TLS_SERVER_CA_CERT_PATH');
  const crt = pem(config, 'TEMPORAL_TLS_CLIENT_CERT_PATH');
  const key = pem(config, 'TEMPORAL_TLS_CLIENT_KEY_PATH');
  const tls = {
    ...(serverName && { serverNameOverride: serverName }),
    ...(ca && { serverRootCACertificate: ca }),
    ...(crt && key && { clientCertPair: { crt, key } }),
  };
  return { address, ...(apiKey && { apiKey }), ...(secured && { tls }) };
}

function pem(config: Config, name: Extract<keyof Config, `${string}_PATH`>): Buffer | undefined {
  const path = config[name];
  try {
    return path === undefined ? undefined : readFileSync(path);
  } catch (error) {
    throw new ConfigError(`Wrong settings:\n  ${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** For `.catch()`: an engine that cannot be reached is a mistake of its setting, told without its URL and password. */
export function unreachable(engine: string, setting: keyof Config): (error: Error) => never {
  return (error) => {
    throw new ConfigError(`${engine} cannot be used (${error.message}).\n  → Check ${setting}.`, { cause: error });
  };
}

function explain(name: string): string {
  const schema = Object.entries(Settings.properties).find(([key]) => key === name)?.[1];
  const form = schema && 'pattern' in schema ? ` (form ${schema.pattern})` : '';
  const range = schema && 'minimum' in schema ? ` (${schema.minimum}–${schema.maximum})` : '';
  return `${schema?.description ?? 'unknown'}${form}${range}`;
}

/** Written before the next step begins: a killed process's last words are not lost. Who reads the log must not stop reading. */
export function logOf({ LOG_LEVEL: level }: Pick<ProcessConfig, 'LOG_LEVEL'>, name: 'api' | 'worker'): Logger {
  return pino({ level, name }, pino.destination({ sync: true }));
}
