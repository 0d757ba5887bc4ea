/** A picture put where the caret is. */
import PictureIcon from '@mui/icons-material/ImageOutlined';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import { ToolButton } from './ToolButton.tsx';

export function PictureButton({ onPictures }: { readonly onPictures: (files: Iterable<File>) => unknown }) {
  const t = useTranslate();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        accept="image/png,image/jpeg,image/gif,image/webp"
        multiple
        hidden
        aria-label={t('pli.editor.picture')}
        onChange={({ target }) => {
          if (target.files) onPictures([...target.files]);
          target.value = '';
        }}
      />
      <ToolButton label={t('pli.editor.picture')} onClick={() => picker.current?.click()}>
        <PictureIcon fontSize="small" />
      </ToolButton>
    </>
  );
}
