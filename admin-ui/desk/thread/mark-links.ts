/** Beside each link of a letter whose words name another site: where it leads. Every link says so under the pointer. */
import { otherSite } from '../../../domain/post/link-disguise.ts';

/** More than any letter that a person wrote. */
const MAX_LINKS = 2_000;

export function markLinks(letter: Document, warning: (site: string) => string): void {
  for (const link of [...letter.querySelectorAll<HTMLAnchorElement>('a[href]')].slice(0, MAX_LINKS)) {
    const href = link.getAttribute('href') ?? '';
    const site = otherSite(link.textContent ?? '', href);
    link.title = href;
    if (site === null) continue;
    const mark = letter.createElement('span');
    mark.dataset.leadsTo = site;
    mark.textContent = `⚠ ${warning(site)}`;
    link.after(mark);
  }
}
