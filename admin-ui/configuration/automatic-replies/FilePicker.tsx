/** A button that picks files of the types allowed (C14). */
import { Button } from '@mui/material';
import { useRef } from 'react';
import { acceptedBy, type FileGroup } from '../../../domain/file-types.ts';

interface FilePickerProps {
  readonly group: FileGroup;
  readonly label: string;
  readonly onFiles: (files: Iterable<File>) => void;
}

export function FilePicker({ group, label, onFiles }: FilePickerProps) {
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
        accept={acceptedBy(group)}
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = '';
        }}
      />
    </>
  );
}
