/** Which templates a text comes from (O3): those it was begun from, and those whose words it says. */

import type { Policy } from '../../domain/dossier/policy.ts';
import { shareOfWords } from '../../domain/post/likeness.ts';
import { withoutTags } from '../../domain/post/tags.ts';
import { wordsOfHtml } from '../../mail/html/words-of-html.ts';
import type { Store } from '../../store/store.ts';
import { ApiProblem } from '../http/problem.ts';
import type { MessageInput } from '../schemas.ts';

export type Written = Pick<MessageInput, 'html' | 'template'>;

/** A text that says this share of a template's words is that template's, whatever it is said to be. */
const LIKE = 0.6;

/**
 * The templates that the dossier's draft was begun from, and the one named.
 * @throws ApiProblem 422 for a name that is no template's, nor one the draft was begun from before it was removed.
 */
export async function begunFrom(store: Store, dossierId: string, named: string | undefined): Promise<string[]> {
  const before = (await store.drafts.get(dossierId))?.begunFrom ?? [];
  if (named === undefined || before.includes(named)) return [...before];
  if (!(await store.templates.get(named))) throw new ApiProblem(422, 'unknown-template', { values: { name: named } });
  return [...before, named];
}

/** Of the templates that policies name, those that a text is like. */
export async function templatesLike(store: Store, policies: readonly Policy[], html: string): Promise<string[]> {
  const named = new Set(policies.filter(({ enabled }) => enabled).flatMap(({ templates }) => templates));
  if (named.size === 0) return [];
  const text = wordsOfHtml(html);
  const judged = (await store.templates.list()).filter(({ _id }) => named.has(_id));
  return judged.filter((one) => shareOfWords(wordsOfHtml(withoutTags(one.html)), text) >= LIKE).map(({ _id }) => _id);
}
