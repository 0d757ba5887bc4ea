/** Picks files to go with a letter (A4). */
import AttachIcon from '@mui/icons-material/AttachFileOutlined';
import { IconButton, Tooltip } from '@mui/material';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';

export function AttachButton({ onFiles }: { readonly onFiles: (files: FileList) => void }) {
  const t = useTranslate();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('pli.composer.attach')}
        onChange={({ target }) => {
          if (target.files) onFiles(target.files);
          target.value = '';
        }}
      />
      <Tooltip title={t('pli.composer.attach')}>
        <IconButton aria-label={t('pli.composer.attach')} onClick={() => picker.current?.click()}>
          <AttachIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </>
  );
}
