/** The words of an HTML letter, as plain text. Pure. */
import { convert, type DomNode, type FormatCallback, type HtmlToTextOptions } from 'html-to-text';

/** Nobody reads what a picture is made of: its words are those it gives. */
const picture: FormatCallback = ({ attribs }, _walk, builder) => {
  const alt: unknown = attribs?.alt;
  if (typeof alt === 'string' && alt.trim()) builder.addInline(alt);
};

/** A row is a line, its cells apart; where one of them has lines of its own each stands on its own. */
const table: FormatCallback = (element, walk, builder, options) => {
  const cell = (nodes: DomNode[]) => {
    builder.openTableCell({ maxColumnWidth: 78 });
    walk(nodes, builder);
    builder.closeTableCell();
  };
  const cells = (row: DomNode) => {
    for (const node of row.children ?? []) {
      if (node.name === 'td' || node.name === 'th') cell(node.children ?? []);
      else if (node.type === 'tag' || node.data?.trim()) cell([node]);
    }
  };
  const rows = (parent: DomNode) => {
    for (const node of parent.children ?? []) {
      if (node.name && WITHIN_TABLE.has(node.name)) rows(node);
      else if (node.type === 'tag' || node.data?.trim()) {
        builder.openTableRow();
        if (node.name === 'tr') cells(node);
        else cell([node]);
        builder.closeTableRow();
      }
    }
  };
  builder.openTable();
  rows(element);
  builder.closeTable({
    tableToString: (lines) =>
      lines
        .map(rowText)
        .filter((line) => line !== '')
        .join('\n'),
    leadingLineBreaks: options.leadingLineBreaks ?? 1,
    trailingLineBreaks: options.trailingLineBreaks ?? 1,
  });
};

const WITHIN_TABLE = new Set(['thead', 'tbody', 'tfoot', 'center', 'form']);

function rowText(row: readonly { readonly text: string }[]): string {
  const texts = row.map(({ text }) => text).filter((text) => text.trim() !== '');
  return texts.join(texts.some((text) => text.includes('\n')) ? '\n' : '   ');
}

const TO_TEXT: HtmlToTextOptions = {
  wordwrap: 78,
  // Words outside `body` are words too: some programs write several documents after one another.
  baseElements: { selectors: ['no-such-element'] },
  formatters: { picture, rows: table },
  selectors: [
    { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
    { selector: 'a[href^="data:"]', format: 'inline' },
    { selector: 'a[href^="cid:"]', format: 'inline' },
    { selector: 'img', format: 'picture' },
    { selector: 'table', format: 'rows' },
    { selector: 'title', format: 'skip' },
    { selector: 'xml', format: 'skip' },
  ],
};

/** Wrapped at 78 columns (RFC 5322, 2.1.1). */
export function letterText(html: string): string {
  return convert(html, TO_TEXT);
}
