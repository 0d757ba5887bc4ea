/** A refusal of the rules, with its facts as people read them: a state by its label, a colleague by name. */
import type { Refusal } from '../../domain/dossier/commands.ts';
import { type Definition, stateOf } from '../../domain/lifecycle/definition.ts';
import type { Store } from '../../store/store.ts';
import type { Language } from './text.ts';

/** What fills in the words of that refusal. */
export async function factsOf(
  store: Store,
  definition: Definition | null,
  refusal: Refusal,
  language: Language,
): Promise<Record<string, string>> {
  const { code: _, ...facts } = refusal;
  const words = Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, String(value)]));
  if ('state' in refusal && definition) return { ...words, state: stateOf(definition, refusal.state).label[language] };
  if ('agent' in refusal) return { ...words, agent: (await store.users.get(refusal.agent))?.name ?? refusal.agent };
  return words;
}
