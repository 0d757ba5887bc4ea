/** A dossier as its timeline says it stood: what its workflow begins again from, once it has ended or was lost. */
import { type Results, resultsOf } from '../../domain/dossier/command-results.ts';
import type { Dossier } from '../../domain/dossier/dossier.ts';
import { fold } from '../../domain/dossier/evolve.ts';
import { type Definition, stateOf } from '../../domain/lifecycle/definition.ts';
import { toEvent } from '../../store/dossiers/timeline.ts';
import type { Store } from '../../store/store.ts';

export interface EndedDossier {
  readonly dossierId: string;
  /** The one pinned in it. */
  readonly definition: Definition;
  readonly carried: { readonly dossier: Dossier; readonly results: Results };
}

/** Null: there is no such dossier, or its definition is gone. */
export async function asItEnded(
  { dossiers, definitions, timeline }: Pick<Store, 'dossiers' | 'definitions' | 'timeline'>,
  dossierId: string,
): Promise<EndedDossier | null> {
  const pinned = (await dossiers.get(dossierId))?.definition;
  const definition = pinned && (await definitions.get(pinned));
  const events = (await timeline.read(dossierId)).map(toEvent);
  const dossier = fold(events);
  return definition && dossier ? { dossierId, definition, carried: { dossier, results: resultsOf(events) } } : null;
}

/** Its workflow is not there because it completed, and not because the engine was lost. */
export function hasEnded({ definition, carried }: EndedDossier): boolean {
  return stateOf(definition, carried.dossier.state).final === true;
}
