/** The rich text of an automatic reply: words, tags (C16) and images (C14). */
import { Box, Button, Menu, MenuItem } from '@mui/material';
import { type Editor, EditorContent, useEditor } from '@tiptap/react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { TAGS } from '../../../domain/post/tags.ts';
import { Toolbar } from '../../desk/composer/Toolbar.tsx';
import { TEXT_EXTENSIONS } from '../../desk/composer/text-extensions.ts';
import { textLook } from '../../desk/composer/text-look.ts';

interface ReplyEditorProps {
  /** As shown, when the screen opens. */
  readonly html: string;
  readonly onChange: (html: string) => void;
  readonly onImages: (files: Iterable<File>) => void;
  /** Puts an image that has been uploaded where the caret is. */
  readonly insert: RefObject<((address: string, name: string) => void) | null>;
}

export function ReplyEditor({ html, onChange, onImages, insert }: ReplyEditorProps) {
  const t = useTranslate();
  const latest = useRef(onChange);
  latest.current = onChange;
  const editor = useEditor({
    extensions: TEXT_EXTENSIONS,
    content: html,
    onUpdate: ({ editor: changed }) => latest.current(changed.isEmpty ? '' : changed.getHTML()),
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': t('pli.automaticReplies.message') },
    },
  });
  useEffect(() => {
    insert.current = (src, alt) => {
      editor.chain().focus().insertContent({ type: 'picture', attrs: { src, alt } }).run();
    };
  }, [editor, insert]);
  return (
    <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper', minWidth: 0 }}>
      <Toolbar editor={editor} onPictures={onImages} />
      <TagMenu editor={editor} />
      <Box
        sx={({ pli }) => ({
          ...textLook(pli),
          '& .ProseMirror': { ...textLook(pli)['& .ProseMirror'], minHeight: 160 },
        })}
      >
        <EditorContent editor={editor} />
      </Box>
    </Box>
  );
}

function TagMenu({ editor }: { readonly editor: Editor }) {
  const t = useTranslate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const insert = (tag: string) => {
    setAnchor(null);
    editor.chain().focus().insertContent(`@{${tag}}`).run();
  };
  return (
    <>
      <Button size="small" aria-haspopup="menu" onClick={({ currentTarget }) => setAnchor(currentTarget)}>
        {t('pli.automaticReplies.insertTag')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {TAGS.map((tag) => (
          <MenuItem key={tag} onClick={() => insert(tag)} sx={{ gap: 2, justifyContent: 'space-between' }}>
            <span>{t(`pli.automaticReplies.tags.${tag}`)}</span>
            <Box component="code" sx={{ color: 'text.secondary', fontSize: 12 }}>{`@{${tag}}`}</Box>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
