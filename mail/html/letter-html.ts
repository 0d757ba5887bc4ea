/** The HTML of a letter we send: alike in every mail program, and as its editor showed it. */
import { type ChildNode, Element, isTag, isText, type ParentNode, type Text } from 'domhandler';
import { DomUtils, parseDocument } from 'htmlparser2';
import juice from 'juice';
import { LETTER_STYLE } from '../../domain/post/letter-style.ts';
import { sanitiseSent } from './sanitise.ts';

export { letterText } from './letter-text.ts';

// Mail programs bring their own defaults; these make a letter look alike in all of them.
const LETTER_CSS = Object.entries(LETTER_STYLE)
  .map(([selector, style]) => `${selector} { ${Object.entries(style).map(declaration).join(' ')} }`)
  .join('\n');

function declaration([property, value]: readonly [string, string]): string {
  return `${property.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}: ${value};`;
}

/** What an agent wrote, as it is sent: sanitised, its styles inlined. `own`: as `sanitiseSent` takes it. */
export function letterHtml(written: string, own?: (src: string) => string | undefined): string {
  return juice(asEdited(sanitiseSent(written, own)), { extraCss: LETTER_CSS, removeStyleTags: true });
}

const LINES = /^(?:p|h[1-6])$/;
const NBSP = '\u00a0';

/** An editor gives height to an empty line and shows every space; HTML does neither by itself. */
function asEdited(html: string): string {
  const document = parseDocument(html);
  keepLines(document);
  return DomUtils.getOuterHTML(document, { encodeEntities: 'utf8' });
}

function keepLines(parent: ParentNode): void {
  for (const node of [...parent.children]) {
    if (isText(node)) keepSpaces(node);
    else if (isTag(node) && node.name !== 'pre') {
      keepLines(node);
      if (LINES.test(node.name) && endsOpen(node)) DomUtils.appendChild(node, new Element('br', {}));
    }
  }
}

/** Nothing, or a line break that nothing follows: neither makes a line of its own in HTML. */
function endsOpen({ children }: Element): boolean {
  const last = children.findLast((child: ChildNode) => !isText(child) || child.data !== '');
  return last === undefined || (isTag(last) && last.name === 'br' && children.some((child) => child !== last));
}

/** Text over several lines is source code, whose spaces no editor shows. */
function keepSpaces(text: Text): void {
  if (text.data.includes('\n')) return;
  const isFirst = text.prev === null && text.parent !== null && isTag(text.parent) && LINES.test(text.parent.name);
  text.data = text.data
    .replaceAll('\t', NBSP.repeat(4))
    .replace(/ {2,}/g, (spaces) => `${NBSP.repeat(spaces.length - 1)} `)
    .replace(isFirst ? /^ / : /^(?!)/, NBSP);
}
