/** Images in the text of an automatic reply: `cid:` where it is kept and sent, an address of ours where it is shown. */
const replyFile = (queue: string, id: string) => `/api/queues/${encodeURIComponent(queue)}/automatic-reply/files/${id}`;

/** Where an image can be seen: kept with the reply, or uploaded a moment ago. */
export function imageAddress(queue: string, kept: readonly { readonly id: string }[], id: string): string {
  return kept.some((image) => image.id === id) ? replyFile(queue, id) : `/api/files/${id}`;
}

/** The HTML as it is shown. */
export function withAddresses(html: string, queue: string, kept: readonly { readonly id: string }[]): string {
  return html.replace(/\bsrc="cid:([\w-]+)"/g, (_, id: string) => `src="${imageAddress(queue, kept, id)}"`);
}

/** The HTML as it is kept. */
export function withContentIds(html: string): string {
  return html.replace(/\bsrc="\/api\/(?:files|queues\/[^"/]+\/automatic-reply\/files)\/([\w-]+)"/g, 'src="cid:$1"');
}

/** The images that the text shows. */
export function shownImages(html: string): readonly string[] {
  return [...html.matchAll(/\bsrc="cid:([\w-]+)"/g)].map(([, id]) => id ?? '');
}
