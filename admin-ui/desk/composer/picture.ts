/** A picture within the text: a file of ours, never its bytes (A5, N5). */
import { Node } from '@tiptap/core';
import { PICTURE_TYPES } from '../../../domain/post/file-types.ts';

export const Picture = Node.create({
  name: 'picture',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes: () => ({ src: { default: null }, alt: { default: '' }, width: { default: null } }),
  // What was copied from elsewhere keeps its words; its pictures come as files.
  parseHTML: () => [{ tag: 'img[src^="/api/files/"], img[src^="/api/queues/"]' }],
  renderHTML: ({ HTMLAttributes }) => ['img', HTMLAttributes],
});

export interface Dropped {
  readonly pictures: readonly File[];
  readonly files: readonly File[];
}

/** What was pasted or dropped; a table or a text that brings its own picture along is read as text. */
export function dropped(data: DataTransfer | null): Dropped {
  const all = hasWords(data?.getData('text/html') ?? '') ? [] : [...(data?.files ?? [])];
  const isPicture = ({ type }: File) => PICTURE_TYPES.includes(type);
  return { pictures: all.filter(isPicture), files: all.filter((file) => !isPicture(file)) };
}

function hasWords(html: string): boolean {
  return html !== '' && (new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').trim() !== '';
}
