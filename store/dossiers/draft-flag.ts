/** Whether a dossier has a draft, as lists show it. */
import type { Store } from '../store.ts';

/** Those who change the draft at once say it in any order: it is looked at again until what was written is what is there. */
export async function showDraft({ drafts, dossiers }: Pick<Store, 'drafts' | 'dossiers'>, id: string): Promise<void> {
  const isThere = async () => (await drafts.get(id)) !== null;
  let shown: boolean | null = null;
  for (let found = await isThere(); found !== shown; found = await isThere()) {
    await dossiers.setDraftFlag(id, found);
    shown = found;
  }
}
