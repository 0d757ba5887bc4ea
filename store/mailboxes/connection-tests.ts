/** Tests of a connection, asked for by an administrator and made by a worker: what to try, and each step as it ends. */
import { type Connection, Schema } from 'mongoose';
import { type ConnectionStep, provesSending } from '../../domain/post/connection-steps.ts';
import type { MailServer } from './mail-server.ts';
import { createOAuthTokens, type MailboxOAuth } from './oauth-tokens.ts';
import { type SendingProof, sendingKey } from './sending-proof.ts';

export interface ConnectionTest {
  readonly _id: string;
  readonly address: string;
  /** Where the letter to oneself goes: with a tag where the mailbox is to be written to with one. */
  readonly letterTo: string;
  readonly folder: string;
  /** Where the watcher may have put the letter meanwhile. */
  readonly otherFolders: readonly string[];
  /** null: only written from (C13). */
  readonly imap: MailServer | null;
  readonly smtp: MailServer;
  readonly oauth: MailboxOAuth | null;
  /** The mailbox whose own tokens are used; null: those of the test. */
  readonly tokensOf: string | null;
  /** A digest of the refresh token that was typed: where the server rotated it since, the one that works is in `oauth`. */
  readonly given: string | null;
  /** Of the letter to oneself: it opens no dossier. */
  readonly messageId: string;
  readonly status: 'waiting' | 'running' | 'done';
  /** That its server takes our letters; null: not yet, or it does not. */
  readonly proof: SendingProof | null;
  readonly steps: readonly TestedStep[];
  readonly createdAt: Date;
}

/** As `mail/connection-test.ts` gives it. */
export interface TestedStep {
  readonly step: ConnectionStep;
  readonly status: 'ok' | 'failed' | 'skipped';
  readonly ms: number;
  readonly code: string;
  readonly values: Readonly<Record<string, string>>;
}

/** Its secrets are gone after an hour. */
const KEPT_SECONDS = 3600;

const Mixed = Schema.Types.Mixed;
const schema = new Schema<ConnectionTest>(
  {
    _id: { type: String, required: true },
    address: String,
    letterTo: String,
    folder: String,
    otherFolders: [String],
    imap: Mixed,
    smtp: Mixed,
    oauth: Mixed,
    tokensOf: String,
    given: String,
    messageId: { type: String, required: true },
    status: { type: String, required: true },
    proof: Mixed,
    steps: Mixed,
    createdAt: { type: Date, required: true },
  },
  { collection: 'connection_tests', versionKey: false },
);
schema.index({ createdAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });
schema.index({ messageId: 1 });
schema.index({ given: 1, createdAt: -1 });
schema.index({ 'proof.key': 1, createdAt: -1 });

export type ConnectionTests = ReturnType<typeof createConnectionTests>;

export function createConnectionTests(connection: Connection) {
  const model = connection.model('ConnectionTest', schema);

  return {
    ...createOAuthTokens(connection, 'connection_tests'),
    async create(test: Omit<ConnectionTest, 'status' | 'proof' | 'steps' | 'createdAt'>): Promise<void> {
      const fresh = { status: 'waiting', proof: null, steps: [], createdAt: new Date() };
      await model.collection.insertOne({ ...test, ...fresh } as never);
    },
    async get(id: string): Promise<ConnectionTest | null> {
      return model.findById(id).lean<ConnectionTest>();
    },
    /** Begins, or begins anew after a worker that died. */
    async begin(id: string): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { status: 'running', steps: [] } });
    },
    async note(id: string, step: TestedStep): Promise<void> {
      await model.updateOne({ _id: id }, { $push: { steps: step } });
    },
    /** Gives the test as it ended. */
    async end(id: string): Promise<ConnectionTest | null> {
      const test = await model.findById(id).lean<ConnectionTest>();
      const proof = test && provesSending(test.steps) ? { at: new Date(), key: sendingKey(test) } : null;
      const ended = { $set: { status: 'done', proof } };
      return model.findByIdAndUpdate(id, ended, { returnDocument: 'after' }).lean<ConnectionTest>();
    },
    /** The latest test that proved how these settings send. */
    async proving(key: string): Promise<ConnectionTest | null> {
      return model.findOne({ 'proof.key': key }).sort({ createdAt: -1 }).lean<ConnectionTest>();
    },
    /** Of these Message-IDs (with angle brackets), those of letters that tests sent. */
    async lettersAmong(messageIds: readonly string[]): Promise<Set<string>> {
      const found = await model
        .find({ messageId: { $in: [...messageIds] } }, { messageId: 1 })
        .lean<ConnectionTest[]>();
      return new Set(found.map(({ messageId }) => messageId));
    },
    /** What became of a refresh token that a test used. */
    async tokensFrom(given: string): Promise<MailboxOAuth | null> {
      const latest = await model.findOne({ given }, { oauth: 1 }).sort({ createdAt: -1 }).lean<ConnectionTest>();
      return latest?.oauth ?? null;
    },
  };
}
