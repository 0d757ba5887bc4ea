/** The mailboxes watched and written from: their servers, their sealed passwords, how far each has been read. */
import { type Connection, Schema } from 'mongoose';

export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; else STARTTLS where offered. */
  readonly secure: boolean;
  /** Plain text is accepted: only for a server on the same machine. */
  readonly plain: boolean;
  readonly user: string;
  /** Sealed by `secrets.ts`. */
  readonly password: string;
}

export interface MailboxDocument {
  readonly _id: string;
  readonly address: string;
  readonly name: string;
  readonly queue: string;
  readonly folder: string;
  readonly enabled: boolean;
  readonly imap: MailServer;
  readonly smtp: MailServer;
  /** The last UID read, all before it being in the ledger; null before the first. */
  readonly cursor: { readonly uidValidity: string; readonly lastUid: number } | null;
}

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
    name: String,
    queue: { type: String, required: true },
    folder: { type: String, required: true },
    enabled: { type: Boolean, required: true },
    imap: server,
    smtp: server,
    cursor: { type: new Schema({ uidValidity: String, lastUid: Number }, { _id: false }), default: null },
  },
  { collection: 'mailboxes', versionKey: false },
);

export type Mailboxes = ReturnType<typeof createMailboxes>;

export function createMailboxes(connection: Connection) {
  const model = connection.model('Mailbox', schema);

  return {
    async get(id: string): Promise<MailboxDocument | null> {
      return model.findById(id).lean<MailboxDocument>();
    },
    async list(): Promise<MailboxDocument[]> {
      return model.find().sort({ _id: 1 }).lean<MailboxDocument[]>();
    },
    async upsert({ _id, cursor, ...fields }: MailboxDocument): Promise<void> {
      await model.updateOne({ _id }, { $set: fields, $setOnInsert: { cursor } }, { upsert: true });
    },
    async setCursor(id: string, cursor: NonNullable<MailboxDocument['cursor']>): Promise<void> {
      await model.updateOne({ _id: id }, { $set: { cursor } });
    },
  };
}
