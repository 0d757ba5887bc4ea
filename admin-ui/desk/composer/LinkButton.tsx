/** A link on the words chosen. */
import LinkIcon from '@mui/icons-material/LinkOutlined';
import { Box, Button, Popover, TextField } from '@mui/material';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { type FormEvent, useState } from 'react';
import { useTranslate } from 'react-admin';
import { ToolButton } from './ToolButton.tsx';

function setLink(editor: Editor, href: string): void {
  const chain = editor.chain().focus().extendMarkRange('link');
  if (!href) chain.unsetLink().run();
  else if (editor.state.selection.empty && !editor.isActive('link'))
    chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run();
  else chain.setLink({ href }).run();
}

/** An address typed without its scheme. */
const withScheme = (href: string) => (href && !/^(https?:|mailto:|tel:)/i.test(href) ? `https://${href}` : href);

export function LinkButton({ editor }: { readonly editor: Editor }) {
  const t = useTranslate();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const href = useEditorState({ editor, selector: ({ editor: e }) => String(e.getAttributes('link').href ?? '') });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('href');
    setAnchor(null);
    setLink(editor, withScheme(String(typed ?? '').trim()));
  };
  return (
    <>
      <ToolButton
        label={t('pli.editor.link')}
        pressed={href !== ''}
        expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <LinkIcon fontSize="small" />
      </ToolButton>
      <Popover anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)} disableRestoreFocus>
        <Box component="form" onSubmit={submit} sx={{ display: 'flex', gap: 1, p: 1 }}>
          <TextField name="href" label={t('pli.editor.address')} defaultValue={href} autoFocus />
          <Button type="submit" variant="contained">
            {t('ra.action.confirm')}
          </Button>
        </Box>
      </Popover>
    </>
  );
}
