/** A button that picks files of the types allowed (C14). */
import { Button } from '@mui/material';
import { useRef } from 'react';
import { acceptedFiles } from '../../../domain/file-types.ts';

interface FilePickerProps {
  readonly label: string;
  readonly onFiles: (files: Iterable<File>) => void;
}

export function FilePicker({ label, onFiles }: FilePickerProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size="small" onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={label}
        accept={acceptedFiles()}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </>
  );
}
