/** The store: every collection on one connection. */
import mongoose, { type ClientSession, type Connection, type mongo } from 'mongoose';
import { BytesGone, createGridFsBlobs, indexBlobs } from './base/blobs.ts';
import { createWorkers } from './base/workers.ts';
import { createAddressBook } from './dossiers/address-book.ts';
import { createBatches } from './dossiers/batches.ts';
import { createDossiers } from './dossiers/dossiers.ts';
import { createDrafts } from './dossiers/drafts.ts';
import { createNumbers } from './dossiers/numbers.ts';
import { createTimeline } from './dossiers/timeline.ts';
import { createAutomaticReplies } from './letters/automatic-replies.ts';
import { createDisplays } from './letters/displays.ts';
import { createFiles } from './letters/files.ts';
import { createIgnoreRules } from './letters/ignore-rules.ts';
import { createLedger } from './letters/ledger.ts';
import { createMessages } from './letters/messages.ts';
import { createOutbox } from './letters/outbox.ts';
import { createThreads } from './letters/threads.ts';
import { createConnectionTests } from './mailboxes/connection-tests.ts';
import { createMailboxes } from './mailboxes/mailboxes.ts';
import { createAgents } from './people/agents.ts';
import { createAttempts } from './people/attempts.ts';
import { createSkills } from './people/skills.ts';
import { createTeams } from './people/teams.ts';
import { createUsers } from './people/users.ts';
import { createDefinitions } from './settings/definitions.ts';
import { createPolicies } from './settings/policies.ts';
import { createQueues } from './settings/queues.ts';
import { createSettings } from './settings/settings.ts';
import { createTemplates } from './settings/templates.ts';
import { createTimerSettings } from './settings/timer-settings.ts';

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
    attempts: createAttempts(connection),
    automaticReplies: createAutomaticReplies(connection),
    batches: createBatches(connection, dossiers),
    blobs: createGridFsBlobs(connection, bucket),
    connectionTests: createConnectionTests(connection),
    definitions: createDefinitions(connection),
    displays: createDisplays(connection),
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
    skills: createSkills(connection),
    teams: createTeams(connection),
    templates: createTemplates(connection),
    threads: createThreads(connection),
    timeline: createTimeline(connection),
    timerSettings: createTimerSettings(connection),
    users: createUsers(connection),
    workers: createWorkers(connection),
    connection,
    /** Runs these writes all together or not at all; run again by itself when another writer was in the way. */
    async together<T>(writes: (session: ClientSession) => Promise<T>): Promise<T> {
      return connection.transaction(writes);
    },
    /**
     * Keeps these bytes together with the writes that refer to them, by their hashes in the order given: whoever erases
     * bytes in the same moment comes before or after, and what came before is put back.
     */
    async keeping<T>(
      contents: readonly Buffer[],
      writes: (session: ClientSession, hashes: readonly string[]) => Promise<T>,
    ): Promise<T> {
      for (;;) {
        const hashes = await store.blobs.putAll(contents);
        try {
          return await connection.transaction(async (session) => {
            await store.blobs.hold(hashes, session);
            return writes(session, hashes);
          });
        } catch (error) {
          if (!(error instanceof BytesGone)) throw error;
        }
      }
    },
    /** After a write that refers to bytes which others have: nobody erases them. @throws BytesGone when somebody has. */
    async hold(hashes: readonly string[]): Promise<void> {
      if (hashes.length > 0) await connection.transaction((session) => store.blobs.hold(hashes, session));
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
