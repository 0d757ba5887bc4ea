/** Tables within a text: what is pasted from a sheet stays a table, with the look of its cells. */
import { type Attributes, mergeAttributes } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { styleOf } from './cell-style.ts';
import { LargeTable } from './large-table.ts';

/** Kept as it came; column widths are read from it too, since the library's own reading of them is quadratic. */
const LOOK: Attributes = {
  style: {
    default: null,
    parseHTML: (element) => styleOf(element),
    renderHTML: ({ style }) => (style ? { style } : {}),
  },
  colwidth: { default: null, parseHTML: () => null, rendered: false },
};

const look = { addAttributes: (inherited: Attributes) => ({ ...inherited, ...LOOK }) };

const Sheet = Table.extend({
  addAttributes: () => ({ style: LOOK.style ?? {} }),
  renderHTML: ({ HTMLAttributes }) => ['table', mergeAttributes(HTMLAttributes), ['tbody', 0]],
  addKeyboardShortcuts() {
    return {
      ...this.parent?.(),
      // Past the last cell Tab leaves the text, as everywhere: nobody is caught in a table.
      Tab: () => this.editor.commands.goToNextCell(),
    };
  },
}).configure({ resizable: false, View: null });

export const TABLE_EXTENSIONS = [
  LargeTable,
  Sheet,
  TableRow,
  TableCell.extend({
    addAttributes() {
      return look.addAttributes(this.parent?.() ?? {});
    },
  }),
  TableHeader.extend({
    addAttributes() {
      return look.addAttributes(this.parent?.() ?? {});
    },
  }),
];
