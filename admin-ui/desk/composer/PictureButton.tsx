/** A picture put where the caret is. */
import PictureIcon from '@mui/icons-material/ImageOutlined';
import { useTranslate } from 'react-admin';
import { PICTURE_TYPES } from '../../../domain/post/file-types.ts';
import { useFilePicker } from '../../shell/use-file-picker.tsx';
import { ToolButton } from './ToolButton.tsx';

export function PictureButton({ onPictures }: { readonly onPictures: (files: Iterable<File>) => unknown }) {
  const label = useTranslate()('pli.editor.picture');
  const { input, open } = useFilePicker({ label, accept: PICTURE_TYPES.join(), onFiles: onPictures });
  return (
    <>
      {input}
      <ToolButton label={label} onClick={open}>
        <PictureIcon fontSize="small" />
      </ToolButton>
    </>
  );
}
