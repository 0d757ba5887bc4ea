/** What can be done to the text, and what holds where the caret is. */

import CenterIcon from '@mui/icons-material/FormatAlignCenterOutlined';
import LeftIcon from '@mui/icons-material/FormatAlignLeftOutlined';
import RightIcon from '@mui/icons-material/FormatAlignRightOutlined';
import BoldIcon from '@mui/icons-material/FormatBoldOutlined';
import ItalicIcon from '@mui/icons-material/FormatItalicOutlined';
import BulletsIcon from '@mui/icons-material/FormatListBulletedOutlined';
import NumbersIcon from '@mui/icons-material/FormatListNumberedOutlined';
import QuoteIcon from '@mui/icons-material/FormatQuoteOutlined';
import UnderlineIcon from '@mui/icons-material/FormatUnderlinedOutlined';
import RedoIcon from '@mui/icons-material/RedoOutlined';
import StrikeIcon from '@mui/icons-material/StrikethroughSOutlined';
import UndoIcon from '@mui/icons-material/UndoOutlined';
import { Box, type SvgIcon } from '@mui/material';
import type { ChainedCommands, Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useTranslate } from 'react-admin';
import { ColourPicker } from './ColourPicker.tsx';
import { LinkButton } from './LinkButton.tsx';
import { PictureButton } from './PictureButton.tsx';
import { SizePicker } from './SizePicker.tsx';
import { TableMenu } from './TableMenu.tsx';
import { ToolButton } from './ToolButton.tsx';

interface Tool {
  readonly id: string;
  readonly icon: typeof SvgIcon;
  readonly run: (chain: ChainedCommands) => ChainedCommands;
  /** Undefined for tools that act once. */
  readonly isOn?: (editor: Editor) => boolean;
}

const aligned = (alignment: string) => (editor: Editor) => editor.isActive({ textAlign: alignment });

const TOOLS: readonly Tool[] = [
  { id: 'bold', icon: BoldIcon, run: (c) => c.toggleBold(), isOn: (e) => e.isActive('bold') },
  { id: 'italic', icon: ItalicIcon, run: (c) => c.toggleItalic(), isOn: (e) => e.isActive('italic') },
  { id: 'underline', icon: UnderlineIcon, run: (c) => c.toggleUnderline(), isOn: (e) => e.isActive('underline') },
  { id: 'strike', icon: StrikeIcon, run: (c) => c.toggleStrike(), isOn: (e) => e.isActive('strike') },
  { id: 'left', icon: LeftIcon, run: (c) => c.setTextAlign('left'), isOn: aligned('left') },
  { id: 'center', icon: CenterIcon, run: (c) => c.setTextAlign('center'), isOn: aligned('center') },
  { id: 'right', icon: RightIcon, run: (c) => c.setTextAlign('right'), isOn: aligned('right') },
  { id: 'bullets', icon: BulletsIcon, run: (c) => c.toggleBulletList(), isOn: (e) => e.isActive('bulletList') },
  { id: 'numbers', icon: NumbersIcon, run: (c) => c.toggleOrderedList(), isOn: (e) => e.isActive('orderedList') },
  { id: 'quote', icon: QuoteIcon, run: (c) => c.toggleBlockquote(), isOn: (e) => e.isActive('blockquote') },
  { id: 'undo', icon: UndoIcon, run: (c) => c.undo() },
  { id: 'redo', icon: RedoIcon, run: (c) => c.redo() },
];

interface ToolbarProps {
  readonly editor: Editor;
  /** Absent: the text takes none. */
  readonly onPictures?: (files: Iterable<File>) => unknown;
}

export function Toolbar({ editor, onPictures }: ToolbarProps) {
  const t = useTranslate();
  const on = useEditorState({
    editor,
    selector: ({ editor: current }) => TOOLS.filter((tool) => tool.isOn?.(current)).map(({ id }) => id),
  });
  return (
    <Box
      role="toolbar"
      aria-label={t('pli.editor.toolbar')}
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 0.25,
        px: 1.5,
        py: 0.5,
        borderBottom: 1,
        borderColor: 'divider',
        position: 'sticky',
        top: 0,
        zIndex: 1,
        bgcolor: 'background.paper',
      }}
    >
      <SizePicker editor={editor} />
      <ColourPicker editor={editor} kind="colour" />
      <ColourPicker editor={editor} kind="highlight" />
      {TOOLS.map(({ id, icon: Icon, run, isOn }) => (
        <ToolButton
          key={id}
          label={t(`pli.editor.${id}`)}
          pressed={isOn ? on.includes(id) : undefined}
          onClick={() => run(editor.chain().focus()).run()}
        >
          <Icon fontSize="small" />
        </ToolButton>
      ))}
      <LinkButton editor={editor} />
      <TableMenu editor={editor} />
      {onPictures && <PictureButton onPictures={onPictures} />}
    </Box>
  );
}
