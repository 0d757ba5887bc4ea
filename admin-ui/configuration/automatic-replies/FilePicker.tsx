/** A button that picks files of the types allowed (C14). */
import { Button } from '@mui/material';
import { acceptedFiles } from '../../../domain/post/file-types.ts';
import { useFilePicker } from '../../shell/use-file-picker.tsx';

interface FilePickerProps {
  readonly label: string;
  readonly onFiles: (files: Iterable<File>) => void;
}

export function FilePicker({ label, onFiles }: FilePickerProps) {
  const { input, open } = useFilePicker({ label, accept: acceptedFiles(), onFiles });
  return (
    <>
      <Button size="small" onClick={open}>
        {label}
      </Button>
      {input}
    </>
  );
}
