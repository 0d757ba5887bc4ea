/** The rich text of a reply (A5). */
import { Box } from '@mui/material';
import { Highlight } from '@tiptap/extension-highlight';
import { TextAlign } from '@tiptap/extension-text-align';
import { TextStyleKit } from '@tiptap/extension-text-style';
import { EditorContent, useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useEffect, useRef } from 'react';
import { useTranslate } from 'react-admin';
import { Toolbar } from './Toolbar.tsx';

interface EditorProps {
  readonly html: string;
  /** Grows when `html` came from elsewhere than this editor. */
  readonly revision: number;
  /** Whether one begins with the text. */
  readonly first?: boolean;
  readonly onChange: (html: string) => void;
  readonly onFiles: (files: FileList) => void;
}

const EXTENSIONS = [
  StarterKit.configure({
    link: { openOnClick: false, defaultProtocol: 'https' },
    codeBlock: false,
    horizontalRule: false,
  }),
  TextStyleKit.configure({ fontFamily: false, lineHeight: false, backgroundColor: false }),
  Highlight.configure({ multicolor: true }),
  TextAlign.configure({ types: ['heading', 'paragraph'] }),
];

/** Files dropped or pasted are attached; true when there were some. */
function takesFiles(data: DataTransfer | null, onFiles: (files: FileList) => void): boolean {
  if (!data?.files.length) return false;
  onFiles(data.files);
  return true;
}

export function Editor({ html, revision, first = true, onChange, onFiles }: EditorProps) {
  const t = useTranslate();
  const latest = useRef({ onChange, onFiles });
  latest.current = { onChange, onFiles };
  const editor = useEditor({
    extensions: EXTENSIONS,
    content: html,
    autofocus: first && 'start',
    onUpdate: ({ editor: changed }) => latest.current.onChange(changed.isEmpty ? '' : changed.getHTML()),
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': t('pli.composer.body') },
      handleDrop: (_, event) => takesFiles(event.dataTransfer, latest.current.onFiles),
      handlePaste: (_, event) => takesFiles(event.clipboardData, latest.current.onFiles),
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
      <Toolbar editor={editor} />
      <Box
        sx={({ pli }) => ({
          '& .ProseMirror': { minHeight: 112, px: 2, py: 1, outline: 'none', overflowWrap: 'anywhere' },
          '& .ProseMirror:focus-visible': { boxShadow: `inset 2px 0 0 ${pli.accent}` },
          '& p': { m: 0, mb: 1 },
          '& blockquote': { m: 0, mb: 1, pl: 1.5, borderLeft: `2px solid ${pli.line}` },
          '& a': { color: pli.accent },
          '& mark': { color: 'inherit' },
        })}
      >
        <EditorContent editor={editor} />
      </Box>
    </>
  );
}
