/** Picks files to go with a letter (A4). */
import AttachIcon from '@mui/icons-material/AttachFileOutlined';
import { IconButton, Tooltip } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useFilePicker } from '../../shell/use-file-picker.tsx';

export function AttachButton({ onFiles }: { readonly onFiles: (files: Iterable<File>) => void }) {
  const label = useTranslate()('pli.composer.attach');
  const { input, open } = useFilePicker({ label, onFiles });
  return (
    <>
      {input}
      <Tooltip title={label}>
        <IconButton aria-label={label} onClick={open}>
          <AttachIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </>
  );
}
