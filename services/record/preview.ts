/** The first words of a dossier's latest letter, for the lists; said again when its letters change. */
import type { DossierDocument } from '../../store/dossiers/dossiers.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';

const PREVIEW_LENGTH = 160;

export function previewOf({ text }: Pick<MessageDocument, 'text'>): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, PREVIEW_LENGTH);
}

/** As its letters are now. */
export async function previewFields(
  store: Store,
  dossierId: string,
): Promise<Pick<DossierDocument, 'preview' | 'hasAttachments'>> {
  const letters = (await store.messages.ofDossier(dossierId)).filter(({ direction }) => direction === 'inbound');
  const latest = letters.at(-1);
  const hasAttachments = letters.some(({ attachments }) => attachments.some(({ inline }) => !inline));
  return { preview: latest ? previewOf(latest) : '', hasAttachments };
}

export async function refreshPreview(store: Store, dossierId: string): Promise<void> {
  await store.dossiers.setPreview(dossierId, await previewFields(store, dossierId));
}
