/** The mailboxes watched and written from: their servers, how they sign in, how far each has been read, how it fares. */
import { type Connection, Schema } from 'mongoose';
import { type MailboxHealth, unknownHealth, withLetter } from '../../domain/post/mailbox-health.ts';
import type { MailServer } from './mail-server.ts';
import { createOAuthTokens, type MailboxOAuth } from './oauth-tokens.ts';
import type { SendingProof } from './sending-proof.ts';

/** What is done on the server with a letter once it is safe here: left, marked as read, moved to a folder. */
export type Afterwards = 'nothing' | 'seen' | { readonly move: string };

/** A folder of an account on a server. Another one may have the same UIDVALIDITY, and other letters with the same UIDs. */
export interface MailPlace {
  readonly key: string;
  /** How many other places the mailbox was read from before. */
  readonly generation: number;
}

export interface MailboxDocument {
  readonly _id: string;
  readonly address: string;
  /** Those it had before: what was approved under one of them still leaves from it (O2). */
  readonly formerAddresses: readonly string[];
  readonly name: string;
  readonly queue: string;
  readonly folder: string;
  readonly enabled: boolean;
  /** C13: written from and never watched; never a queue's default. */
  readonly outboundOnly: boolean;
  /** Its server delivers `name+tag@` to it (RFC 5233): answers come to an address that names their dossier. */
  readonly subaddressing: boolean;
  readonly imap: MailServer;
  readonly smtp: MailServer;
  /** null: by password. */
  readonly oauth: MailboxOAuth | null;
  readonly afterwards: Afterwards;
  /** The last UID read, all before it being in the ledger; null before the first. */
  readonly cursor: { readonly uidValidity: string; readonly lastUid: number } | null;
  /** Where the cursor counts; null before the first watch. */
  readonly place: MailPlace | null;
  readonly health: MailboxHealth;
  /** The last test that proved how it sends; `provedAt` says whether it still counts. */
  readonly verified: SendingProof | null;
  /** Of the installation's own settings (`MAIL_*`) when they were last written here; null: never. */
  readonly settingsMark: string | null;
  /** Grows with each change of its settings: whoever watches it by older ones begins anew. */
  readonly revision: number;
  /** Kept for the dossiers that name it (W5). */
  readonly deletedAt: Date | null;
}

type Defaulted =
  | 'formerAddresses'
  | 'outboundOnly'
  | 'subaddressing'
  | 'oauth'
  | 'afterwards'
  | 'place'
  | 'health'
  | 'verified'
  | 'settingsMark'
  | 'revision'
  | 'deletedAt';
/** A mailbox as it is written: what is not said keeps its value, or has the usual one. */
export type MailboxInput = Omit<MailboxDocument, Defaulted> & Partial<Pick<MailboxDocument, Defaulted>>;
/** What an administrator sets. */
export type MailboxSettings = Omit<
  MailboxDocument,
  '_id' | 'formerAddresses' | 'cursor' | 'place' | 'health' | 'verified' | 'settingsMark' | 'revision' | 'deletedAt'
>;
export type MailboxChange = Partial<Omit<MailboxSettings, 'oauth'> & Pick<MailboxDocument, 'verified'>> & {
  readonly oauth?: Partial<MailboxOAuth> | null;
};

const NOT_YET = {
  formerAddresses: [],
  place: null,
  verified: null,
  settingsMark: null,
  revision: 0,
  deletedAt: null,
} as const;
const DEFAULTS = { outboundOnly: false, subaddressing: false, oauth: null, afterwards: 'nothing', ...NOT_YET } as const;
/** Of one server, in the clear or not (RFC 8314, 3.2). */
const USUAL_PORTS = new Set([143, 993]);

const Mixed = Schema.Types.Mixed;
const server = {
  _id: false,
  host: String,
  port: Number,
  secure: Boolean,
  plain: Boolean,
  user: String,
  password: String,
};
const schema = new Schema<MailboxDocument>(
  {
    _id: { type: String, required: true },
    address: { type: String, required: true },
    formerAddresses: { type: [String], default: undefined },
    name: String,
    queue: { type: String, required: true },
    folder: { type: String, required: true },
    enabled: { type: Boolean, required: true },
    outboundOnly: Boolean,
    subaddressing: Boolean,
    imap: server,
    smtp: server,
    oauth: Mixed,
    afterwards: Mixed,
    cursor: { type: new Schema({ uidValidity: String, lastUid: Number }, { _id: false }), default: null },
    place: Mixed,
    health: Mixed,
    verified: Mixed,
    settingsMark: String,
    revision: Number,
    deletedAt: Date,
  },
  { collection: 'mailboxes', versionKey: false },
);

export type Mailboxes = ReturnType<typeof createMailboxes>;

/** A mailbox with the usual settings, where no others are said. `now`: epoch milliseconds. */
export function newMailbox(input: MailboxInput, now: number): MailboxDocument {
  return { ...DEFAULTS, health: unknownHealth(now), ...input };
}

function whole(found: MailboxDocument): MailboxDocument {
  return { ...DEFAULTS, ...found, health: { ...unknownHealth(0), ...found.health } };
}

function placeOf({ imap, folder }: MailboxDocument): string {
  const port = USUAL_PORTS.has(imap.port) ? '' : `:${imap.port}`;
  return `${imap.host.toLowerCase()}${port}|${imap.user}|${folder}`;
}

export function createMailboxes(connection: Connection) {
  const model = connection.model('Mailbox', schema);

  async function rememberAddress(_id: string, address: string): Promise<void> {
    const former = { $setUnion: [{ $ifNull: ['$formerAddresses', []] }, ['$address']] };
    const changed = { _id, address: { $ne: address } };
    await model.updateOne(changed, [{ $set: { formerAddresses: former } }], { updatePipeline: true });
  }

  return {
    ...createOAuthTokens(connection, 'mailboxes'),
    /** Also one that was deleted, which its dossiers still name. */
    async get(id: string): Promise<MailboxDocument | null> {
      const found = await model.findById(id).lean<MailboxDocument>();
      return found && whole(found);
    },
    /** Also those deleted. */
    async list(): Promise<MailboxDocument[]> {
      return (await model.find().sort({ _id: 1 }).lean<MailboxDocument[]>()).map(whole);
    },
    /** Every address we have or had: whatever comes from one of them, nobody is answered there. */
    async ownAddresses(): Promise<string[]> {
      const all = await model.find({}, { address: 1, formerAddresses: 1 }).lean<MailboxDocument[]>();
      return all.flatMap(({ address, formerAddresses = [] }) => [address, ...formerAddresses]);
    },
    /** Creates it, or sets it anew; how far it was read and how it fares is kept. */
    async upsert({ _id, cursor, health, revision, ...fields }: MailboxInput): Promise<void> {
      await rememberAddress(_id, fields.address);
      const beginning = { cursor, health: health ?? unknownHealth(Date.now()) };
      await model.updateOne(
        { _id },
        { $set: fields, $setOnInsert: beginning, $inc: { revision: 1 } },
        { upsert: true, setDefaultsOnInsert: false },
      );
    },
    /** @throws where there is one with that id. */
    async insert(mailbox: MailboxDocument): Promise<void> {
      await model.collection.insertOne({ ...mailbox, revision: 1 } as never);
    },
    /** Sets one that is there. Of `oauth`, what is not said is kept: its tokens may rotate meanwhile. */
    async configure(id: string, { oauth, ...settings }: MailboxChange): Promise<void> {
      if (settings.address !== undefined) await rememberAddress(id, settings.address);
      const fresh = { 'health.state': 'unknown', 'health.since': Date.now(), 'health.lastError': null };
      const authorised = Object.entries(oauth ?? {}).map(([name, value]) => [`oauth.${name}`, value]);
      const $set = {
        ...settings,
        ...fresh,
        ...(oauth === null ? { oauth } : Object.fromEntries(authorised)),
        deletedAt: null,
      };
      // A path inside `oauth` cannot be set where it is null.
      if (oauth) await model.updateOne({ _id: id, oauth: null }, { $set: { oauth: {} } });
      await model.updateOne({ _id: id }, { $set, $inc: { revision: 1 } });
    },
    async switchOff(id: string): Promise<void> {
      const $set = { enabled: false, 'health.state': 'unknown', 'health.since': Date.now() };
      await model.updateOne({ _id: id }, { $set, $inc: { revision: 1 } });
    },
    /** For good: it is no longer shown, and kept for its dossiers. */
    async remove(id: string): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { deletedAt: new Date() } });
    },
    async noteVerified(id: string, verified: SendingProof): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { verified } });
    },
    /** Which settings hold; null: it is to be left alone. */
    async watchedRevision(id: string): Promise<number | null> {
      const found = await model.findById(id, { enabled: 1, outboundOnly: 1, revision: 1 }).lean<MailboxDocument>();
      return found?.enabled && !found.outboundOnly ? (found.revision ?? 0) : null;
    },
    /**
     * The mailbox as it is to be read by its settings: from another place than before, from the first letter (those
     * known already are recognised by their content). null: it has other settings by now.
     */
    async settlePlace(mailbox: MailboxDocument): Promise<MailboxDocument | null> {
      const { _id, revision, place: before } = mailbox;
      const key = placeOf(mailbox);
      if (before?.key === key) return mailbox;
      const place = { key, generation: before ? before.generation + 1 : 0 };
      const cursor = before ? null : mailbox.cursor;
      const same = { _id, revision, 'place.key': before?.key ?? null };
      const { matchedCount } = await model.updateOne(same, { $set: { place, cursor } });
      return matchedCount === 1 ? { ...mailbox, place, cursor } : null;
    },
    /** `revision`: of the settings by which the letters came; when others hold by now, they are met again. */
    async setCursor(id: string, cursor: NonNullable<MailboxDocument['cursor']>, revision?: number): Promise<void> {
      await model.updateOne({ _id: id, ...(revision !== undefined && { revision }) }, { $set: { cursor } });
    },
    /** The folder is open on the server. */
    async noteConnected(id: string): Promise<void> {
      const now = Date.now();
      const became = {
        'health.state': 'connected',
        'health.since': now,
        'health.lastError': null,
        'health.waiting': 0,
      };
      await model.updateOne({ _id: id, 'health.state': { $ne: 'connected' } }, { $set: became });
      await model.updateOne({ _id: id }, { $set: { 'health.lastSeenAt': now } });
    },
    async noteFailing(id: string, error: { readonly reason: string; readonly signInRefused: boolean }): Promise<void> {
      const now = Date.now();
      const became = { 'health.state': 'failing', 'health.since': now };
      await model.updateOne({ _id: id, 'health.state': { $ne: 'failing' } }, { $set: became });
      await model.updateOne({ _id: id }, { $set: { 'health.lastError': { ...error, at: now } } });
    },
    /** A watch begins: what waits is not known yet. */
    async noteBegun(id: string): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { 'health.waiting': 0 } });
    },
    /** When the server got each of these letters: what tells a silence beyond the usual; and how many more wait there. */
    async noteLetters(id: string, dates: readonly Date[], waiting: number): Promise<void> {
      const found = await model.findById(id, { health: 1 }).lean<MailboxDocument>();
      if (!found) return;
      const now = Date.now();
      const sorted = dates.map((d) => d.getTime()).sort((a, b) => a - b);
      const { lastLetterAt, rhythm } = sorted.reduce((health, at) => withLetter(health, at, now), whole(found).health);
      await model.updateOne(
        { _id: id },
        { $set: { 'health.lastLetterAt': lastLetterAt, 'health.rhythm': rhythm, 'health.waiting': waiting } },
      );
    },
  };
}
