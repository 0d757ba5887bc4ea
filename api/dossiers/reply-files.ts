/** The files of what is written: attached, or pictures within the text; found, reachable, and not too many bytes. */
import { PICTURE_TYPES } from '../../domain/post/file-types.ts';
import type { HtmlMaker } from '../../mail/html/html-maker.ts';
import { imageCid } from '../../mail/html/inline-images.ts';
import type { StoredAttachment } from '../../store/letters/messages.ts';
import type { EmailSettings } from '../../store/settings/settings.ts';
import type { Store } from '../../store/store.ts';
import { reachFile } from '../http/access.ts';
import { ApiProblem } from '../http/problem.ts';
import type { Caller } from '../http/route.ts';
import type { MessageInput } from '../schemas.ts';
import { refuseInfected, type Screening } from './screening.ts';

type Written = Pick<MessageInput, 'html' | 'attachments'>;

export interface Leaving {
  readonly store: Store;
  readonly screening: Screening;
  readonly maker: HtmlMaker;
}

/** N5: the pictures within the text leave as parts of the letter. @throws as `attachmentsOf`, and as `Screening.pass`. */
export async function bodyOf(
  { store, screening, maker }: Leaving,
  user: Caller,
  { html: written, attachments: attached }: Written,
) {
  const { html, images } = await maker.clean(written, 'letter');
  const [files, inline] = await Promise.all([
    attachmentsOf(
      store,
      user,
      attached.map(({ id }) => id).filter((id) => !images.includes(id)),
    ),
    attachmentsOf(store, user, images),
  ]);
  if (inline.some(({ contentType }) => !PICTURE_TYPES.includes(contentType)))
    throw new ApiProblem(422, 'unknown-attachment');
  return { html, attachments: await screening.pass([...files, ...inline.map(within)]) };
}

const within = (file: StoredAttachment): StoredAttachment => ({ ...file, inline: true, contentId: imageCid(file.id) });

/**
 * A draft as it is kept, since a colleague's browser shows it: its text made safe as what leaves is, its files, and the
 * pictures within the text that the caller reaches.
 */
export async function keptDraft(
  { store, maker }: Pick<Leaving, 'store' | 'maker'>,
  user: Caller,
  { html: written, attachments }: Written,
) {
  const { html, images } = await maker.clean(written, 'letter');
  const files = await attachmentsOf(
    store,
    user,
    attachments.map(({ id }) => id),
  );
  const found = await Promise.all(images.map((id) => reachFile(store, user, id)));
  return { html, attachments: [...files, ...found.flatMap((file) => (file ? [within(file)] : []))] };
}

/**
 * Files the caller uploaded, or sees in a dossier, as a message holds them; in the order given.
 * @throws ApiProblem 422 for a file out of the caller's reach, as to attach it would be to read it; or infected.
 */
export async function attachmentsOf(store: Store, user: Caller, ids: readonly string[]): Promise<StoredAttachment[]> {
  return Promise.all(
    ids.map(async (id) => {
      const file = await reachFile(store, user, id);
      if (!file) throw new ApiProblem(422, 'unknown-attachment');
      refuseInfected(file);
      return { ...file, inline: false, contentId: null };
    }),
  );
}

/** G12; they are all in memory when the letter is built. @throws ApiProblem 422 above the limit. */
export function withinLimit(
  attachments: StoredAttachment[],
  { maxAttachedBytes }: Pick<EmailSettings, 'maxAttachedBytes'>,
): StoredAttachment[] {
  const total = attachments.reduce((sum, a) => sum + a.size, 0);
  if (total <= maxAttachedBytes) return attachments;
  throw new ApiProblem(422, 'attachments-too-large', {
    values: { limit: String(Math.floor(maxAttachedBytes / 1_000_000)) },
  });
}
