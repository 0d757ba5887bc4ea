/** The store: every collection on one connection. */
import mongoose, { type ClientSession, type Connection, type mongo } from 'mongoose';
import { createAddressBook } from './address-book.ts';
import { createAgents } from './agents.ts';
import { createAutomaticReplies } from './automatic-replies.ts';
import { createBatches } from './batches.ts';
import { createGridFsBlobs, indexBlobs } from './blobs.ts';
import { createConnectionTests } from './connection-tests.ts';
import { createDefinitions } from './definitions.ts';
import { createDossiers } from './dossiers.ts';
import { createDrafts } from './drafts.ts';
import { createFiles } from './files.ts';
import { createIgnoreRules } from './ignore-rules.ts';
import { createLedger } from './ledger.ts';
import { createMailboxes } from './mailboxes.ts';
import { createMessages } from './messages.ts';
import { createNumbers } from './numbers.ts';
import { createOutbox } from './outbox.ts';
import { createPolicies } from './policies.ts';
import { createQueues } from './queues.ts';
import { createSettings } from './settings.ts';
import { createSignInFailures } from './sign-in-failures.ts';
import { createSkills } from './skills.ts';
import { createTeams } from './teams.ts';
import { createTemplates } from './templates.ts';
import { createThreads } from './threads.ts';
import { createTimeline } from './timeline.ts';
import { createTimerSettings } from './timer-settings.ts';
import { createUsers } from './users.ts';

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Connects, and makes sure of every index. `bucket`: the GridFS bucket of the blobs. @throws when MongoDB does not answer within 10 s. */
export async function openStore(url: string, bucket = 'blobs') {
  const connection = await mongoose
    .createConnection(url, { serverSelectionTimeoutMS: 10_000, maxPoolSize: 50, autoIndex: false })
    .asPromise();
  const dossiers = createDossiers(connection);
  const store = {
    addressBook: createAddressBook(connection),
    agents: createAgents(connection),
    automaticReplies: createAutomaticReplies(connection),
    batches: createBatches(connection, dossiers),
    blobs: createGridFsBlobs(connection, bucket),
    connectionTests: createConnectionTests(connection),
    definitions: createDefinitions(connection),
    dossiers,
    drafts: createDrafts(connection),
    files: createFiles(connection),
    ignoreRules: createIgnoreRules(connection),
    ledger: createLedger(connection),
    mailboxes: createMailboxes(connection),
    messages: createMessages(connection),
    numbers: createNumbers(connection),
    outbox: createOutbox(connection),
    policies: createPolicies(connection),
    queues: createQueues(connection),
    settings: createSettings(connection),
    signInFailures: createSignInFailures(connection),
    skills: createSkills(connection),
    teams: createTeams(connection),
    templates: createTemplates(connection),
    threads: createThreads(connection),
    timeline: createTimeline(connection),
    timerSettings: createTimerSettings(connection),
    users: createUsers(connection),
    connection,
    /** Runs these writes all together or not at all; run again by itself when another writer was in the way. */
    async together<T>(writes: (session: ClientSession) => Promise<T>): Promise<T> {
      return connection.transaction(writes);
    },
    async ping(): Promise<void> {
      await connection.db?.command({ ping: 1 });
    },
    async close(): Promise<void> {
      await connection.close();
    },
  };
  await Promise.all(connection.modelNames().map((name) => createIndexes(connection, name)));
  await indexBlobs(connection, bucket);
  return store;
}

/** All of a collection in one command: mongoose gives one for each. */
async function createIndexes(connection: Connection, model: string): Promise<void> {
  const { schema, collection } = connection.model(model);
  const indexes = schema.indexes().map(([key, options]) => ({ ...options, key }) as mongo.IndexDescription);
  if (indexes.length > 0) await collection.createIndexes(indexes);
}
