/** The messages of the bare workflow, and how it tells the bench what it has heard. */
import { defineSignal, defineUpdate, type Sinks } from '@temporalio/workflow';

export interface BareResult {
  readonly version: number;
  readonly state: string;
}

/** Sinks cost the engine nothing: they stay in the worker's process. */
export interface BareSinks extends Sinks {
  bench: { heard(): void };
}

export const BARE_WORKFLOW = 'bare';
export const bareLetter = defineSignal<[string]>('letter');
export const bareCommand = defineUpdate<BareResult, [string]>('command');
