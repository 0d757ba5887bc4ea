/** What administrators set of a definition's timers without publishing another (C6): on or off, and after how long. */
import { type Connection, Schema } from 'mongoose';
import type { TimerSettings } from '../../domain/lifecycle/definition.ts';

interface TimerSettingsDocument {
  /** The definition. */
  readonly _id: string;
  readonly timers: TimerSettings;
}

const schema = new Schema<TimerSettingsDocument>(
  { _id: { type: String, required: true }, timers: { type: Schema.Types.Mixed, required: true } },
  { collection: 'timer-settings', versionKey: false },
);

export type TimerSettingsStore = ReturnType<typeof createTimerSettings>;

export function createTimerSettings(connection: Connection) {
  const model = connection.model('TimerSettings', schema);

  return {
    /** Empty: as the definition says. */
    async get(definitionId: string): Promise<TimerSettings> {
      return (await model.findById(definitionId).lean<TimerSettingsDocument>())?.timers ?? {};
    },
    async set(definitionId: string, timers: TimerSettings): Promise<void> {
      await model.updateOne({ _id: definitionId }, { $set: { timers } }, { upsert: true });
    },
  };
}
