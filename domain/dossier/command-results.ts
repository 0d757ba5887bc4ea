/** What commands came to, read off the timeline: what a workflow that begins again knows of those it was asked before. */
import type { Dossier } from './dossier.ts';
import type { DossierEvent } from './events.ts';
import { evolve } from './evolve.ts';

/** A retried request comes within minutes; what is remembered crosses continue-as-new. */
export const RESULTS_REMEMBERED = 100;
const COMMAND = 'command ';

/** How the cause of an event names the command it came of. */
export const commandCause = (commandId: string): string => `${COMMAND}${commandId}`;

export type Results = readonly (readonly [
  commandId: string,
  result: { readonly version: number; readonly state: string },
])[];

/** The last hundred: a request repeated is answered, not done again. `events`: the whole timeline. */
export function resultsOf(events: readonly DossierEvent[]): Results {
  const results = new Map<string, Results[number][1]>();
  let dossier: Dossier | null = null;
  for (const event of events) {
    dossier = evolve(dossier, event);
    if (event.cause.startsWith(COMMAND))
      results.set(event.cause.slice(COMMAND.length), { version: event.seq, state: dossier.state });
  }
  return [...results].slice(-RESULTS_REMEMBERED);
}
