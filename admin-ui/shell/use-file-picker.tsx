/** The browser's own choice of files, behind whatever button opens it. */
import { type ReactElement, useRef } from 'react';

interface FilePickerOptions {
  readonly label: string;
  /** As the `accept` of an input; absent: any file. */
  readonly accept?: string;
  readonly onFiles: (files: readonly File[]) => unknown;
}

/** `input` stands, unseen, beside the button that calls `open`. */
export function useFilePicker({ label, accept, onFiles }: FilePickerOptions): {
  readonly input: ReactElement;
  readonly open: () => void;
} {
  const picker = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={picker}
      type="file"
      accept={accept}
      multiple
      hidden
      aria-label={label}
      onChange={({ target }) => {
        onFiles([...(target.files ?? [])]);
        // The same file may be chosen again.
        target.value = '';
      }}
    />
  );
  return { input, open: () => picker.current?.click() };
}
