/** Finds the quoted history in a letter's sanitised HTML and folds it, for display only (peer 29). */
import { type ChildNode, Element, isTag, isText, type ParentNode } from 'domhandler';
import { DomUtils, parseDocument } from 'htmlparser2';
import { MAX_QUOTES } from '../limits.ts';

/** Characters and nodes read to tell what a line is: each level of a nest would read all that is in it. */
const READ_CHARACTERS = 2_000;
const READ_NODES = 300;

const ATTRIBUTION =
  /^(?:le|on|am|il|el|em|op|den|dnia|w dniu)\b[\s\S]{4,250}(?:a écrit|wrote|schrieb|ha scritto|escribió|escreveu|schreef|skrev|napisał\(?a?\)?)(?:\s[\s\S]{0,80})?\s*:\s*$/iu;
const ORIGINAL =
  /^\s*(?:-{2,}|_{5,})\s*(?:message d.origine|original message|ursprüngliche nachricht|mensaje original|messaggio originale|oorspronkelijk bericht)\s*-{2,}/iu;
const HEADER_BLOCK =
  /^\s*(?:de|from|von|da|van)\s?:\s[\s\S]{1,400}(?:envoyé|sent|gesendet|enviado|inviato|verzonden|date)(?: le)?\s?:/iu;

/** A quote found: one element, or everything from a node to the end of the letter. */
interface Quote {
  readonly node: ChildNode;
  readonly kind: 'element' | 'rest';
}

/**
 * Wraps quoted history in `<details class="pli-quote">`: what Gmail, Thunderbird, Apple Mail and Outlook mark as such,
 * and what follows an attribution (« Le … a écrit : »). Expects sanitised HTML; nothing in it is lost or changed, and
 * a letter that is nothing but a quote stays open.
 */
export function markQuotes(html: string): string {
  const document = parseDocument(html);
  const quotes = findQuotes(document);
  for (const { node, kind } of quotes) fold(kind === 'rest' ? withFollowing(node) : withAttribution(node));
  const everything = quotes.length > 0 && !document.children.some(holdsOwnText);
  return everything ? html : DomUtils.getOuterHTML(document, { encodeEntities: 'utf8' });
}

function holdsOwnText(node: ChildNode): boolean {
  if (isText(node)) return node.data.trim() !== '';
  if (!isTag(node) || isFold(node)) return false;
  return node.name === 'img' || node.children.some(holdsOwnText);
}

function isFold(node: ChildNode): boolean {
  return isTag(node) && node.attribs.class === 'pli-quote';
}

/** Quotes in document order, none within another; the first that runs to the end is the last. */
function findQuotes(root: ParentNode): Quote[] {
  const found: Quote[] = [];
  const visit = (node: ChildNode): boolean => {
    if (opensRest(node)) {
      found.push({ node: outermost(node), kind: 'rest' });
      return false;
    }
    if (isQuoteElement(node)) {
      found.push({ node, kind: 'element' });
      return found.length < MAX_QUOTES;
    }
    return isTag(node) ? node.children.every(visit) : true;
  };
  root.children.every(visit);
  return found;
}

function isQuoteElement(node: ChildNode): boolean {
  if (!isTag(node)) return false;
  const classes = ` ${node.attribs.class ?? ''} `;
  if (/ (?:gmail_quote|gmail_quote_container|yahoo_quoted|protonmail_quote) /.test(classes)) return true;
  if (node.name !== 'blockquote') return false;
  return node.attribs.type === 'cite' || isAttribution(previous(node));
}

/** Marks after which everything is the earlier letter. A forwarded letter is news, not history: it stays open. */
function opensRest(node: ChildNode): boolean {
  if (isText(node)) return ORIGINAL.test(node.data);
  if (!isTag(node)) return false;
  const { id = '', style = '' } = node.attribs;
  if (/^(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container)$/.test(id)) return true;
  // Outlook draws a line above the header of the letter it quotes.
  return /border-top\s*:\s*solid\s+#(?:e1e1e1|b5c4df|ccc)/i.test(style) && HEADER_BLOCK.test(textOf(node));
}

/** The highest element that begins where this node begins: a wrapper around the mark is part of the quote. */
function outermost(node: ChildNode): ChildNode {
  let top = node;
  while (top.parent && isTag(top.parent) && !previous(top)) top = top.parent;
  return top;
}

function withFollowing(node: ChildNode): ChildNode[] {
  const siblings = node.parent?.children ?? [node];
  return siblings.slice(siblings.indexOf(node));
}

/** The quote with the line above it that says whose it is. */
function withAttribution(node: ChildNode): ChildNode[] {
  const before = previous(node);
  if (!before || !node.parent || !isAttribution(before)) return [node];
  const { children } = node.parent;
  return children.slice(children.indexOf(before), children.indexOf(node) + 1);
}

function isAttribution(node: ChildNode | undefined): boolean {
  if (!node) return false;
  if (isTag(node) && node.attribs.class === 'moz-cite-prefix') return true;
  const text = textOf(node);
  return text.length < 400 && ATTRIBUTION.test(text.trim());
}

/** The nearest earlier sibling that is more than white space or a line break. */
function previous(node: ChildNode): ChildNode | undefined {
  let before = node.prev;
  while (before && ((isTag(before) && before.name === 'br') || (!isTag(before) && !textOf(before).trim()))) {
    before = before.prev;
  }
  return before ?? undefined;
}

/** How its text begins. */
function textOf(node: ChildNode): string {
  const pending: ChildNode[] = [node];
  let text = '';
  for (let read = 0; read < READ_NODES && text.length < READ_CHARACTERS; read++) {
    const next = pending.pop();
    if (!next) break;
    if (isText(next)) text += next.data.slice(0, READ_CHARACTERS);
    else if (isTag(next)) pending.push(...next.children.slice(0, READ_NODES).reverse());
  }
  return text.replace(/\s+/g, ' ');
}

function fold(nodes: readonly ChildNode[]): void {
  const [first] = nodes;
  const parent = first?.parent;
  if (!parent) return;
  const summary = parseDocument('<summary>…</summary>').children;
  const details = new Element('details', { class: 'pli-quote' });
  adopt(parent, parent.children.toSpliced(parent.children.indexOf(first), nodes.length, details));
  adopt(details, [...summary, ...nodes]);
}

/** Gives a node its children, all at once: one by one, each would be looked for among the rest. */
function adopt(parent: ParentNode, children: ChildNode[]): void {
  parent.children = children;
  for (const [i, child] of children.entries()) {
    child.parent = parent;
    child.prev = children[i - 1] ?? null;
    child.next = children[i + 1] ?? null;
  }
}
