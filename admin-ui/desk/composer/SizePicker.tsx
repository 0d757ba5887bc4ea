/** The size of the text. */
import { Box } from '@mui/material';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useTranslate } from 'react-admin';

const SIZES = [
  { id: 'small', value: '12px' },
  { id: 'normal', value: '' },
  { id: 'large', value: '18px' },
  { id: 'huge', value: '24px' },
] as const;

export function SizePicker({ editor }: { readonly editor: Editor }) {
  const t = useTranslate();
  const size = useEditorState({
    editor,
    selector: ({ editor: e }) => String(e.getAttributes('textStyle').fontSize ?? ''),
  });
  return (
    <Box
      component="select"
      aria-label={t('pli.editor.size')}
      value={SIZES.some((each) => each.value === size) ? size : ''}
      onChange={({ target }) => {
        const chain = editor.chain().focus();
        (target.value ? chain.setFontSize(target.value) : chain.unsetFontSize()).run();
      }}
      sx={{
        height: 28,
        border: 1,
        borderColor: 'divider',
        borderRadius: 0.75,
        bgcolor: 'background.paper',
        color: 'text.primary',
        font: 'inherit',
        fontSize: 13,
      }}
    >
      {SIZES.map(({ id, value }) => (
        <option key={id} value={value}>
          {t(`pli.editor.sizes.${id}`)}
        </option>
      ))}
    </Box>
  );
}
