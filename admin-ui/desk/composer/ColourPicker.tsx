/** The colour of the text, or the one behind it. */
import HighlightIcon from '@mui/icons-material/BorderColorOutlined';
import ColourIcon from '@mui/icons-material/FormatColorTextOutlined';
import { Box, ListItemText, Menu, MenuItem } from '@mui/material';
import type { Editor } from '@tiptap/core';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import { ToolButton } from './ToolButton.tsx';

/** Colours that read well on the paper white of a letter; the empty one takes the colour away. */
const COLOURS = {
  colour: {
    none: '',
    blue: '#1d4f8f',
    green: '#1c5b31',
    red: '#9d1c1c',
    orange: '#8a4b00',
    purple: '#5b3d9e',
    grey: '#585e66',
  },
  highlight: { none: '', yellow: '#fff3a3', green: '#c9f2d2', blue: '#cfe3fb', red: '#fbd5d2' },
} as const;

interface ColourPickerProps {
  readonly editor: Editor;
  readonly kind: keyof typeof COLOURS;
}

function paint(editor: Editor, kind: ColourPickerProps['kind'], colour: string): void {
  const chain = editor.chain().focus();
  if (kind === 'colour') (colour ? chain.setColor(colour) : chain.unsetColor()).run();
  else (colour ? chain.setHighlight({ color: colour }) : chain.unsetHighlight()).run();
}

export function ColourPicker({ editor, kind }: ColourPickerProps) {
  const t = useTranslate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const choose = (colour: string) => {
    setAnchor(null);
    paint(editor, kind, colour);
  };
  return (
    <>
      <ToolButton
        label={t(`pli.editor.${kind}`)}
        expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        {kind === 'colour' ? <ColourIcon fontSize="small" /> : <HighlightIcon fontSize="small" />}
      </ToolButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} disableRestoreFocus>
        {Object.entries(COLOURS[kind]).map(([name, colour]) => (
          <MenuItem key={name} dense onClick={() => choose(colour)}>
            <Box
              aria-hidden
              sx={{
                width: 16,
                height: 16,
                mr: 1,
                borderRadius: 0.5,
                border: 1,
                borderColor: 'divider',
                bgcolor: colour || 'transparent',
              }}
            />
            <ListItemText>{t(`pli.editor.colours.${name}`)}</ListItemText>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
