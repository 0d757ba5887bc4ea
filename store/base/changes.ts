/** What changes in the store, as it happens: a MongoDB change stream, resumable where it was left. */
import type { Connection, mongo } from 'mongoose';
import type { BatchDocument } from '../dossiers/batches.ts';
import type { DossierDocument } from '../dossiers/dossiers.ts';
import type { DraftDocument } from '../dossiers/drafts.ts';
import type { AgentDocument } from '../people/agents.ts';

/** `id` grows with time: it resumes the stream after itself, in this process or another. */
export type Change =
  | {
      readonly id: string;
      readonly kind: 'dossier';
      readonly dossier: DossierDocument;
      /** It is now in another queue than before. */
      readonly isTransferred: boolean;
    }
  | { readonly id: string; readonly kind: 'agent'; readonly agent: Presence }
  | { readonly id: string; readonly kind: 'batch'; readonly batch: BatchDocument }
  | { readonly id: string; readonly kind: 'draft'; readonly dossierId: string; readonly draft: DraftDocument | null };

/** Of an agent, without what is in their hands. */
export type Presence = Pick<AgentDocument, '_id' | 'state' | 'since' | 'load'>;

export interface Changes {
  /** The next change; null when the stream is closed. Waits for it. */
  next(): Promise<Change | null>;
  /** The next change there is now, or null. */
  tryNext(): Promise<Change | null>;
  /** Where the stream stands: what resumes after all that was read. */
  position(): string | null;
  close(): Promise<void>;
}

const PIPELINE = [
  {
    $match: {
      $or: [
        {
          'ns.coll': { $in: ['dossiers', 'drafts', 'batches'] },
          operationType: { $in: ['insert', 'update', 'replace', 'delete'] },
        },
        // Signs of life every few seconds are no news.
        { 'ns.coll': 'agents', 'updateDescription.updatedFields.state': { $exists: true } },
        { 'ns.coll': 'agents', 'updateDescription.updatedFields.load': { $exists: true } },
      ],
    },
  },
  // Told at each place taken or given back, of somebody who may have hundreds.
  { $unset: ['fullDocument.holding', 'fullDocument.given', 'updateDescription.updatedFields.holding'] },
];

/** @throws when the place to resume after is no longer in the oplog, or is no such place. */
export function openChanges(connection: Connection, after: string | null): Changes {
  const resume = after === null ? {} : { resumeAfter: { _data: after } };
  const stream = connection
    .getClient()
    .db(connection.name)
    .watch(PIPELINE, { fullDocument: 'updateLookup', ...resume });

  async function tryNext(): Promise<Change | null> {
    for (;;) {
      const event = await stream.tryNext();
      if (event === null) return null;
      const change = readChange(event);
      if (change) return change;
    }
  }

  return {
    async next() {
      while (!stream.closed) {
        const change = await tryNext();
        if (change) return change;
      }
      return null;
    },
    tryNext,
    position() {
      const token = stream.resumeToken as { readonly _data?: unknown } | undefined;
      return typeof token?._data === 'string' ? token._data : null;
    },
    async close() {
      await stream.close();
    },
  };
}

function readChange(event: mongo.ChangeStreamDocument): Change | null {
  const id = String((event._id as { _data: unknown })._data);
  if (!('ns' in event) || !('coll' in event.ns) || !('documentKey' in event)) return null;
  const document = 'fullDocument' in event ? event.fullDocument : undefined;
  if (event.ns.coll === 'drafts') {
    const draft = document as DraftDocument | undefined;
    const dossierId = String(event.documentKey._id);
    return { id, kind: 'draft', dossierId, draft: draft && !draft.removed ? draft : null };
  }
  if (!document) return null;
  if (event.ns.coll === 'batches') return { id, kind: 'batch', batch: document as unknown as BatchDocument };
  if (event.ns.coll === 'agents') return { id, kind: 'agent', agent: document as unknown as Presence };
  const changed = 'updateDescription' in event ? event.updateDescription.updatedFields : undefined;
  const isTransferred = changed !== undefined && 'queue' in changed;
  return { id, kind: 'dossier', dossier: document as unknown as DossierDocument, isTransferred };
}
