/** A table too large to edit cell by cell without freezing the page: kept whole, shown, sent, and removed as one. */
import { type Editor, type JSONContent, Node } from '@tiptap/core';
import { DOMSerializer, type Node as ProseMirrorNode } from '@tiptap/pm/model';
import { styleOf } from './cell-style.ts';

/** More cells than this are one block. */
export const MAX_CELLS = 1_500;

const PARTS = ['TABLE', 'THEAD', 'TBODY', 'TFOOT', 'TR', 'TD', 'TH'];

/** The same table of nothing but cells, their words and their look. */
function cleanTable(table: HTMLElement): string {
  const copy = (from: Element): HTMLElement => {
    const part = document.createElement(from.tagName);
    const style = from instanceof HTMLElement ? styleOf(from) : null;
    if (style) part.setAttribute('style', style);
    for (const span of ['colspan', 'rowspan']) {
      const value = from.getAttribute(span) ?? '';
      if (/^\d{1,4}$/.test(value)) part.setAttribute(span, value);
    }
    if (/^T[DH]$/.test(from.tagName)) part.textContent = from.textContent?.trim() ?? '';
    else part.append(...[...from.children].filter(({ tagName }) => PARTS.includes(tagName)).map(copy));
    return part;
  };
  return copy(table).outerHTML;
}

function elementOf(html: string): HTMLElement {
  const box = document.createElement('template');
  box.innerHTML = html;
  return (box.content.firstElementChild as HTMLElement | null) ?? document.createElement('table');
}

/** What the page draws of it. */
const SHOWN_ROWS = 30;

export const LargeTable = Node.create({
  name: 'largeTable',
  group: 'block',
  atom: true,
  addAttributes: () => ({ html: { default: '<table></table>', rendered: false } }),
  parseHTML: () => [
    {
      tag: 'table',
      priority: 100,
      getAttrs: (table) => (isLarge(table) ? { html: cleanTable(table) } : false),
    },
  ],
  renderHTML: ({ node }) => elementOf(String(node.attrs.html)),
  addNodeView:
    () =>
    ({ node }) => {
      const table = elementOf(String(node.attrs.html));
      const rows = [...table.querySelectorAll('tr')];
      for (const row of rows.slice(SHOWN_ROWS)) row.remove();
      const dom = document.createElement('div');
      dom.style.overflow = 'auto';
      dom.style.maxHeight = '320px';
      dom.append(table, `… ${rows.length} × ${rows[0]?.children.length ?? 0}`);
      return { dom };
    },
});

const isLarge = (table: ParentNode) => table.querySelectorAll('td, th').length > MAX_CELLS;

/** The large table on a clipboard, read past the editor, which takes minutes over it; null: there is none. */
export function pastedLargeTable(html: string): JSONContent | null {
  if ((html.match(/<t[dh][\s>]/gi)?.length ?? 0) <= MAX_CELLS) return null;
  const table = [...new DOMParser().parseFromString(html, 'text/html').querySelectorAll('table')].find(isLarge);
  return table ? { type: 'largeTable', attrs: { html: cleanTable(table) } } : null;
}

/** What was written. Large tables are put in as they are kept: to write each again at every key would stop the hand. */
export function writtenHtml({ state, schema, isEmpty }: Editor): string {
  if (isEmpty) return '';
  const tables: string[] = [];
  const nodes = {
    ...DOMSerializer.nodesFromSchema(schema),
    largeTable: ({ attrs }: ProseMirrorNode) => {
      tables.push(String(attrs.html));
      return ['table', { 'data-large': '' }] as const;
    },
  };
  const box = document.createElement('div');
  new DOMSerializer(nodes, DOMSerializer.marksFromSchema(schema)).serializeFragment(state.doc.content, {}, box);
  return box.innerHTML.replaceAll('<table data-large=""></table>', () => tables.shift() ?? '');
}
