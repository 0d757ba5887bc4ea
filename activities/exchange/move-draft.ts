/** A draft goes along with the letters it answers, unless one is there already: nobody's words are written over (A6, O7). */

import { showDraft } from '../../store/dossiers/draft-flag.ts';
import type { DraftDocument } from '../../store/dossiers/drafts.ts';
import type { Store } from '../../store/store.ts';

/** Where the other dossier has a draft of its own, both stay where they are. */
export async function moveDraft(store: Store, from: string, to: string): Promise<void> {
  await carry(store, from, to, from, () => true);
}

/** The draft that a merge took along goes back, with what was written in it since. */
export async function bringDraftBack(store: Store, from: string, to: string): Promise<void> {
  await carry(store, from, to, null, ({ cameFrom }) => cameFrom === to);
}

/** Where a colleague writes meanwhile, what they wrote last is what arrives. */
async function carry(
  store: Store,
  from: string,
  to: string,
  cameFrom: string | null,
  mayGo: (draft: DraftDocument) => boolean,
): Promise<void> {
  const { drafts, dossiers } = store;
  const [here, there] = await Promise.all([dossiers.get(from), dossiers.get(to)]);
  const mailbox = here && here.mailbox !== there?.mailbox ? here.mailbox : null;
  let brought: DraftDocument | null = null;
  for (let isGone = false; !isGone; ) {
    const draft = await drafts.get(from);
    if (!draft || !mayGo(draft)) break;
    const { _id, version, updatedAt, removed, cameFrom: _, ...words } = draft;
    const content = { ...words, mailbox: words.mailbox ?? mailbox };
    brought = brought
      ? await drafts.save(to, brought.version, draft.author, content)
      : await drafts.bring(to, draft.author, content, cameFrom);
    if (!brought) break;
    isGone = await drafts.remove(from, version);
  }
  for (const id of [from, to]) await showDraft(store, id);
}
