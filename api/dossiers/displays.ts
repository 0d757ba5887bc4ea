/** The letters as they are shown: as they were made safe when they came, or made so now, apart from this process. */

import { contentIdOf } from '../../mail/html/content-id.ts';
import type { HtmlMaker } from '../../mail/html/html-maker.ts';
import { withPictures } from '../../mail/html/inline-images.ts';
import { SHOWN_VERSION, type ShownLetter } from '../../mail/html/shown-letter.ts';
import type { MessageDocument } from '../../store/letters/messages.ts';
import type { Store } from '../../store/store.ts';

export interface LetterDisplays {
  /** Of these messages, by their id. */
  readonly of: (messages: readonly MessageDocument[]) => Promise<ReadonlyMap<string, ShownLetter>>;
}

export function createLetterDisplays({ displays }: Pick<Store, 'displays'>, maker: Pick<HtmlMaker, 'show'>) {
  async function made(message: MessageDocument): Promise<ShownLetter> {
    const { _id, direction, html, text } = message;
    const shown = await maker.show({ direction, html, text });
    await displays.put({ _id, version: SHOWN_VERSION, ...shown });
    return shown;
  }

  return {
    async of(messages: readonly MessageDocument[]): Promise<ReadonlyMap<string, ShownLetter>> {
      // What is remembered of the others was taken out since.
      const whole = messages.filter(({ redacted }) => !redacted?.content);
      const ids = whole.map(({ _id }) => _id);
      const kept = new Map((await displays.ofMessages(ids, SHOWN_VERSION)).map((display) => [display._id, display]));
      const shown = await Promise.all(whole.map(async (m) => [m._id, kept.get(m._id) ?? (await made(m))] as const));
      return new Map(shown);
    },
  } satisfies LetterDisplays;
}

/** Its HTML, with its own pictures at their address here. */
export function shownHtml({ html }: ShownLetter, { attachments }: MessageDocument): string {
  const shown = attachments.filter(({ inline }) => inline);
  const urls = new Map(shown.map(({ id, contentId }) => [contentIdOf(contentId ?? ''), `/api/files/${id}`]));
  return withPictures(html, (cid) => urls.get(cid));
}
