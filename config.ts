/** Every variable Pli reads, in one schema: what it is for, its form, its default. Nothing else reads the environment. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Static, Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

const Settings = Type.Object({
  PORT: Type.Integer({ minimum: 1, maximum: 65_535, default: 8080, description: 'Port of the desk and the API' }),
  PLI_URL: Type.Optional(
    Type.String({ pattern: '^https?://', description: 'Address users type; https makes cookies secure' }),
  ),
  PLI_DATA: Type.String({ minLength: 1, default: '.pli', description: 'Folder of the embedded engines and demo.json' }),
  MONGODB_URL: Type.Optional(Type.String({ pattern: '^mongodb(\\+srv)?://', description: 'A MongoDB 6+ replica set' })),
  TEMPORAL_ADDRESS: Type.Optional(
    Type.String({ pattern: '^[^/]+:\\d+$', description: 'host:port of a Temporal frontend' }),
  ),
  TEMPORAL_NAMESPACE: Type.String({ minLength: 1, default: 'pli', description: 'Its namespace' }),
  PLI_TASK_QUEUE: Type.String({ minLength: 1, default: 'pli', description: 'Temporal task queue of the workers' }),
  PLI_SECRETS_KEY: Type.Optional(
    Type.String({ pattern: '^[A-Za-z0-9+/]{43}=$', description: '32 bytes in base64; seals mailbox passwords' }),
  ),
  PLI_SESSION_SECRET: Type.Optional(Type.String({ minLength: 32, description: 'Signs session cookies' })),
  OBJECT_STORE_URL: Type.String({
    pattern: '^gridfs://[A-Za-z][A-Za-z0-9_-]{0,60}$',
    default: 'gridfs://blobs',
    description: 'Where letters and attachments are kept: a GridFS bucket of the MongoDB',
  }),
  MAIL_ADDRESS: Type.Optional(Type.String({ format: 'email', description: 'A mailbox to watch and write from' })),
  MAIL_IMAP_URL: Type.Optional(
    Type.String({
      pattern: '^imaps?://[^:/@]+:[^/@]+@[^/@]+$',
      description: 'Its IMAP server: imaps://user:password@host',
    }),
  ),
  MAIL_SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://[^:/@]+:[^/@]+@[^/@]+$',
      description: 'Its SMTP server: smtps://user:password@host',
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
  (formats as unknown as (ajv: Ajv) => void)(ajv);
  const validate = ajv.compile<Config>(Settings);
  if (validate(values)) return wholeMailbox(values);
  const mistakes = new Set(
    (validate.errors ?? []).map((e) => `${e.instancePath.slice(1)}: ${explain(e.instancePath.slice(1))}`),
  );
  throw new ConfigError(`Wrong settings:\n  ${[...mistakes].join('\n  ')}`);
}

/** A mailbox needs its address and both its servers. */
function wholeMailbox(config: Config): Config {
  const parts = ['MAIL_ADDRESS', 'MAIL_IMAP_URL', 'MAIL_SMTP_URL'] as const;
  const missing = parts.filter((name) => config[name] === undefined);
  if (missing.length === 0 || missing.length === parts.length) return config;
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

function explain(name: string): string {
  const schema = Object.entries(Settings.properties).find(([key]) => key === name)?.[1];
  const form = schema && 'pattern' in schema ? ` (form ${schema.pattern})` : '';
  const range = schema && 'minimum' in schema ? ` (${schema.minimum}–${schema.maximum})` : '';
  return `${schema?.description ?? 'unknown'}${form}${range}`;
}
