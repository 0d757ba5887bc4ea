/** What is set for all e-mail: its subjects (C2), how large it may be (G12), whose word on a sender counts (RFC 8601). */
import { type Connection, Schema } from 'mongoose';
import { LETTER_BYTES } from '../../domain/post/letter-size.ts';
import type { SubjectRules } from '../../domain/post/subject.ts';

export interface EmailSettings extends SubjectRules {
  /** Of one message, pictures within its text among them; decimal bytes. */
  readonly maxAttachedBytes: number;
  /** Of one letter received; decimal bytes. A larger one stays on its server, set aside. */
  readonly maxReceivedBytes: number;
  /** The authserv-ids of our boundary's servers (RFC 8601, 2.5); none: no Authentication-Results is believed. */
  readonly authenticationServers: readonly string[];
}

export const EMAIL_DEFAULTS: EmailSettings = {
  numberInSubject: false,
  agentsEditSubject: true,
  maxAttachedBytes: 25_000_000,
  maxReceivedBytes: LETTER_BYTES.most,
  authenticationServers: [],
};

const schema = new Schema<EmailSettings & { _id: string }>(
  {
    _id: { type: String, required: true },
    numberInSubject: { type: Boolean, required: true },
    agentsEditSubject: { type: Boolean, required: true },
    maxAttachedBytes: { type: Number, required: true },
    maxReceivedBytes: Number,
    authenticationServers: { type: [String], default: undefined },
  },
  { collection: 'settings', versionKey: false },
);

export type Settings = ReturnType<typeof createSettings>;

export function createSettings(connection: Connection) {
  const model = connection.model('Setting', schema);

  return {
    /** What was set, over what is usual. */
    async email(): Promise<EmailSettings> {
      const { _id: _, ...kept } = (await model.findById('email').lean<EmailSettings & { _id: string }>()) ?? {
        _id: '',
      };
      return { ...EMAIL_DEFAULTS, ...kept };
    },
    /** What is left out stays as it was. */
    async setEmail(settings: Partial<EmailSettings>): Promise<void> {
      await model.updateOne({ _id: 'email' }, { $set: settings }, { upsert: true });
    },
  };
}
