/** New identifiers: 24 hex digits, growing with time, so that indexes grow at one end. */
import { mongo } from 'mongoose';

export const newId = (): string => new mongo.ObjectId().toHexString();
