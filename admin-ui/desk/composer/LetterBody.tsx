/** The text of a letter that is written, and its files. */
import { AttachmentsField } from './AttachmentsField.tsx';
import type { DraftContent } from './draft.ts';
import { Editor } from './Editor.tsx';
import type { useUploads } from './use-uploads.ts';

interface LetterBodyProps {
  readonly content: DraftContent;
  /** Grows when the text came from elsewhere than the editor. */
  readonly revision?: number;
  /** Whether one begins with the text. */
  readonly first?: boolean;
  readonly files: ReturnType<typeof useUploads>;
  readonly onChange: (part: Partial<DraftContent>) => void;
}

export function LetterBody({ content, revision = 0, first = true, files, onChange }: LetterBodyProps) {
  return (
    <>
      <Editor
        first={first}
        html={content.html}
        revision={revision}
        onChange={(html) => onChange({ html })}
        onFiles={files.addAll}
        uploadPicture={files.upload}
      />
      <AttachmentsField
        attachments={content.attachments}
        uploads={files.uploads}
        onRemove={(id) => onChange({ attachments: content.attachments.filter((a) => a.id !== id) })}
        onStop={files.remove}
      />
    </>
  );
}
