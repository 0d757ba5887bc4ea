/** The messages of the bare workflow. */
import { defineSignal, defineUpdate } from '@temporalio/workflow';

export interface BareResult {
  readonly version: number;
  readonly state: string;
}

export const BARE_WORKFLOW = 'bare';
export const bareLetter = defineSignal<[string]>('letter');
export const bareCommand = defineUpdate<BareResult, [string]>('command');
