/** The rich text of a reply (A5). */
import { Box } from '@mui/material';
import { EditorContent, useEditor } from '@tiptap/react';
import { useEffect, useRef } from 'react';
import { useTranslate } from 'react-admin';
import type { Attachment } from '../../../api/schemas.ts';
import { REGION_START } from '../../shell/use-regions.ts';
import { pastedLargeTable, writtenHtml } from './large-table.ts';
import { inlineRules } from './pasted-html.ts';
import { dropped } from './picture.ts';
import { Toolbar } from './Toolbar.tsx';
import { TEXT_EXTENSIONS } from './text-extensions.ts';
import { textLook } from './text-look.ts';

interface EditorProps {
  readonly html: string;
  /** Grows when `html` came from elsewhere than this editor. */
  readonly revision: number;
  /** Whether one begins with the text. */
  readonly first?: boolean;
  readonly onChange: (html: string) => void;
  /** Absent: no files can be attached. */
  readonly onFiles?: (files: Iterable<File>) => void;
  /** Keeps a picture; null: it could not be, and that was said. Absent: the text takes none. */
  readonly uploadPicture?: (file: File) => Promise<Attachment | null>;
}

export function Editor({ html, revision, first = true, onChange, onFiles, uploadPicture }: EditorProps) {
  const t = useTranslate();
  const latest = useRef({ onChange, onFiles });
  latest.current = { onChange, onFiles };
  /** Where the caret is once they are kept. */
  const addPictures = async (pictures: Iterable<File>) => {
    for (const picture of pictures) {
      const file = await uploadPicture?.(picture);
      const attrs = file && { src: `/api/files/${file.id}`, alt: file.name };
      if (attrs && !editor.isDestroyed) editor.commands.insertContent({ type: 'picture', attrs });
    }
  };
  /** Pictures dropped or pasted go into the text, other files are attached; true when there were some. */
  const takes = (data: DataTransfer | null): boolean => {
    const { pictures, files } = dropped(data);
    if (files.length > 0) latest.current.onFiles?.(files);
    void addPictures(pictures);
    return pictures.length + files.length > 0;
  };
  const takesLargeTable = (event: ClipboardEvent): boolean => {
    const table = pastedLargeTable(event.clipboardData?.getData('text/html') ?? '');
    if (!table) return false;
    event.preventDefault();
    return editor.commands.insertContent(table);
  };
  const editor = useEditor({
    extensions: TEXT_EXTENSIONS,
    content: html,
    autofocus: first && 'start',
    onUpdate: ({ editor: changed }) => latest.current.onChange(writtenHtml(changed)),
    editorProps: {
      attributes: {
        ...REGION_START,
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': t('pli.composer.body'),
      },
      handleDrop: (view, event, _, moved) => {
        if (moved || !takes(event.dataTransfer)) return false;
        const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
        if (at) editor.commands.setTextSelection(at.pos);
        return true;
      },
      transformPastedHTML: inlineRules,
      handleDOMEvents: {
        // Before the editor reads the clipboard.
        paste: (_, event) => takesLargeTable(event),
      },
      handlePaste: (_, event) => takes(event.clipboardData),
    },
  });
  const shown = useRef(revision);
  useEffect(() => {
    if (shown.current === revision) return;
    shown.current = revision;
    editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html, revision]);
  return (
    <>
      <Toolbar editor={editor} {...(uploadPicture ? { onPictures: addPictures } : {})} />
      <Box
        sx={({ pli }) => ({
          ...textLook(pli),
          '& .ProseMirror': { ...textLook(pli)['& .ProseMirror'], minHeight: 'clamp(112px, 28vh, 400px)' },
        })}
      >
        <EditorContent editor={editor} />
      </Box>
    </>
  );
}
