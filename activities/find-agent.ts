/** Looks for the agent a dossier waits for, and claims a place in that agent's hands (C9, C10). */
import type { SystemCommand } from '../domain/commands.ts';
import type { Wanted } from '../domain/dossier.ts';
import type { Store } from '../store/store.ts';

export interface FindAgentRequest {
  readonly dossierId: string;
  readonly queue: string;
  /** Who had it when it left an inbox by itself (N17). */
  readonly lastAssignee: string | null;
  readonly wanted: Wanted | null;
  /** Who declined it a moment ago. */
  readonly pausing: readonly string[];
}

export type Found = Extract<SystemCommand, { type: 'offer' | 'giveTo' }>;

/** Null: nobody can have it now; the dossier is told when somebody can. */
export function createFindAgent(_: { readonly store: Store }) {
  return async function findAgent(_request: FindAgentRequest): Promise<Found | null> {
    return null;
  };
}

/** Gives back a claim that the dossier did not want in the end. */
export function createFreeAgent(_: { readonly store: Store }) {
  return async function freeAgent(_request: { readonly dossierId: string; readonly agent: string }): Promise<void> {};
}
