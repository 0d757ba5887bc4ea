/** A table put where the caret is; within one, its rows and columns. */
import TableIcon from '@mui/icons-material/TableChartOutlined';
import { Menu, MenuItem } from '@mui/material';
import type { ChainedCommands, Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ToolButton } from './ToolButton.tsx';

const WITHIN: Readonly<Record<string, (chain: ChainedCommands) => ChainedCommands>> = {
  addRow: (chain) => chain.addRowAfter(),
  addColumn: (chain) => chain.addColumnAfter(),
  deleteRow: (chain) => chain.deleteRow(),
  deleteColumn: (chain) => chain.deleteColumn(),
  deleteTable: (chain) => chain.deleteTable(),
};

export function TableMenu({ editor }: { readonly editor: Editor }) {
  const t = useTranslate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const within = useEditorState({ editor, selector: ({ editor: e }) => e.isActive('table') });
  const insert = () => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: false }).run();
  return (
    <>
      <ToolButton
        label={t(within ? 'pli.editor.table.title' : 'pli.editor.table.insert')}
        pressed={within}
        expanded={within ? anchor !== null : undefined}
        onClick={({ currentTarget }) => (within ? setAnchor(currentTarget) : insert())}
      >
        <TableIcon fontSize="small" />
      </ToolButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} disableRestoreFocus>
        {Object.entries(WITHIN).map(([name, run]) => (
          <MenuItem
            key={name}
            dense
            onClick={() => {
              setAnchor(null);
              run(editor.chain().focus()).run();
            }}
          >
            {t(`pli.editor.table.${name}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
