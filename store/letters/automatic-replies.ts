/** What each queue answers by itself (C14), and the letters answered: once each, and never too many to one address or from one mailbox. */
import { type ClientSession, type Connection, Schema } from 'mongoose';
import type { LetterMoment } from '../../domain/lifecycle/definition.ts';

/** A file of an automatic reply; its bytes are a blob. */
export interface ReplyFile {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly sha256: string;
}

export interface AutomaticReply {
  /** The queue. */
  readonly _id: string;
  readonly enabled: boolean;
  /** The mailbox it is written from, which may be outbound-only (C13); null: the dossier's own. */
  readonly sender: string | null;
  /** Of the dates it names. */
  readonly language: 'fr' | 'en';
  /** What `@{company}` stands for. */
  readonly company: string;
  /** With its tags (C16); an image is `cid:` and its id. */
  readonly html: string;
  readonly images: readonly ReplyFile[];
  readonly files: readonly ReplyFile[];
}

/** A letter that a machine may answer, and the message that would. */
export interface AnswerClaim {
  readonly dossierId: string;
  /** Whom it would be sent to, lower case. */
  readonly address: string;
  /** The mailbox that would send it. */
  readonly mailbox: string;
  readonly moment: LetterMoment;
  readonly letter: string;
  readonly message: string;
}

/** At most so many in so many milliseconds. */
interface Window {
  readonly ms: number;
  readonly most: number;
}

interface AnswerDocument extends AnswerClaim {
  readonly _id: string;
  readonly at: Date;
}

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;

/** At most so many automatic letters to one address, whatever its letters are about (peer 24). */
export const ANSWER_WINDOWS = [
  { ms: HOUR_MS, most: 5 },
  { ms: 24 * HOUR_MS, most: 20 },
] as const;

/**
 * At most so many from one mailbox, whomever they are for: what ends a loop whose addresses change at each turn.
 * Exchange Online lets a mailbox send 30 letters a minute and 10,000 a day: a loop never takes what people need of it,
 * and no centre that its provider lets work comes near.
 */
export const MAILBOX_WINDOWS = [
  { ms: 10 * MINUTE_MS, most: 200 },
  { ms: 24 * HOUR_MS, most: 5_000 },
] as const;

const Mixed = Schema.Types.Mixed;
const schema = new Schema<AutomaticReply>(
  {
    _id: { type: String, required: true },
    enabled: { type: Boolean, required: true },
    sender: String,
    language: String,
    company: String,
    html: String,
    images: { type: Mixed, default: [] },
    files: { type: Mixed, default: [] },
  },
  { collection: 'automatic-replies', versionKey: false },
);
const answerSchema = new Schema<AnswerDocument>(
  {
    _id: { type: String, required: true },
    dossierId: { type: String, required: true },
    address: { type: String, required: true },
    mailbox: { type: String, required: true },
    moment: { type: String, required: true },
    letter: { type: String, required: true },
    message: { type: String, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'automatic-answers', versionKey: false },
);
answerSchema.index({ address: 1, at: 1 });
answerSchema.index({ mailbox: 1, at: 1 });
/** Whoever counts the answers to an address takes its turn here: two that count at once cannot both be the last. */
const turnSchema = new Schema<{ _id: string; turn: number }>(
  { _id: { type: String, required: true }, turn: Number },
  { collection: 'automatic-answer-turns', versionKey: false },
);

export type AutomaticReplies = ReturnType<typeof createAutomaticReplies>;

export function createAutomaticReplies(connection: Connection) {
  const model = connection.model('AutomaticReply', schema);
  const answers = connection.model('AutomaticAnswer', answerSchema);
  const turns = connection.model('AutomaticAnswerTurn', turnSchema);

  return {
    /** Null: the queue answers nothing by itself. */
    async get(queue: string): Promise<AutomaticReply | null> {
      return model.findById(queue).lean<AutomaticReply>();
    },
    async set({ _id, ...fields }: AutomaticReply): Promise<void> {
      await model.updateOne({ _id }, { $set: fields }, { upsert: true });
    },
    /** Whether a file or an image of one has these bytes. */
    async holds(hash: string, session: ClientSession): Promise<boolean> {
      const among = { $or: [{ 'images.sha256': hash }, { 'files.sha256': hash }] };
      return (await model.exists(among).session(session)) !== null;
    },
    /** The letters of a dossier that a machine may answer, or has, each with the message that answers it. */
    async claimed(dossierId: string): Promise<Pick<AnswerDocument, 'letter' | 'message'>[]> {
      const ofDossier = { $gt: `${dossierId}|`, $lt: `${dossierId}}` };
      return answers.find({ _id: ofDossier }, { letter: 1, message: 1 }).lean<AnswerDocument[]>();
    },
    /**
     * Takes the right to answer: one answer for each contact, dossier and moment, within the windows of the address and
     * of the mailbox. C15 answers four moments, so « one per contact and dossier » holds for each of them: nobody hears
     * twice that their letter came, nor twice that their dossier is open again, however often it closes.
     * Gives the message that answers, the same however often the letter is asked about; null: nothing may.
     */
    async claim(claim: AnswerClaim, now: Date): Promise<string | null> {
      const { dossierId, address, mailbox, moment } = claim;
      const _id = `${dossierId}|${address}|${moment}`;
      const isFull = async (whose: object, { ms, most }: Window, session: ClientSession) => {
        const within = { ...whose, at: { $gt: new Date(now.getTime() - ms) } };
        return (await answers.countDocuments(within, { session, limit: most })) >= most;
      };
      return connection.transaction(async (session) => {
        const before = await answers.findById(_id, null, { session }).lean<AnswerDocument>();
        if (before) return before.letter === claim.letter ? before.message : null;
        await turns.updateOne({ _id: address }, { $inc: { turn: 1 } }, { upsert: true, session });
        for (const window of ANSWER_WINDOWS) if (await isFull({ address }, window, session)) return null;
        // A mailbox takes no turns: those who count at once may all be the last, which a loop does not live on.
        for (const window of MAILBOX_WINDOWS) if (await isFull({ mailbox }, window, session)) return null;
        await answers.create([{ _id, ...claim, at: now }], { session });
        return claim.message;
      });
    },
  };
}
