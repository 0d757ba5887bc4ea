/** The two bodies of a letter we send: HTML that looks alike in every mail program, and its text. */
import { convert } from 'html-to-text';
import juice from 'juice';
import { sanitiseSent } from './sanitise.ts';

// Mail programs bring their own defaults; these make a table or a list look alike in all of them.
const LETTER_CSS = `
  p { margin: 0 0 1em; }
  table { border-collapse: collapse; }
  td, th { border: 1px solid #c8c8c8; padding: 4px 8px; vertical-align: top; }
  blockquote { margin: 0 0 1em; padding-left: 1em; border-left: 2px solid #c8c8c8; }
  img { max-width: 100%; }
`;

/** What an agent wrote, as it is sent: sanitised, its styles inlined. `own`: as `sanitiseSent` takes it. */
export function letterHtml(written: string, own?: (src: string) => string | undefined): string {
  return juice(sanitiseSent(written, own), { extraCss: LETTER_CSS, removeStyleTags: true });
}

/** The words of an HTML letter, wrapped at 78 columns (RFC 5322, 2.1.1). */
export function letterText(html: string): string {
  return convert(html, { wordwrap: 78, selectors: [{ selector: 'a', options: { hideLinkHrefIfSameAsText: true } }] });
}
