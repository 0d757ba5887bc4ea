/** To, Cc, Bcc and subject of a reply. */
import { Box, Button, InputBase } from '@mui/material';
import { useId, useState } from 'react';
import { useTranslate } from 'react-admin';
import { MAX_SUBJECT } from '../../../domain/post/subject.ts';
import type { DraftContent } from './draft.ts';
import { RecipientsField } from './RecipientsField.tsx';

interface ComposerFieldsProps {
  readonly content: DraftContent;
  readonly mayEditTo: boolean;
  /** C2. */
  readonly mayEditSubject?: boolean;
  /** Whether one begins with the recipients. */
  readonly first?: boolean;
  readonly onChange: (part: Partial<DraftContent>) => void;
  readonly onInvalid: (field: 'to' | 'cc' | 'bcc', text: string) => void;
}

export function ComposerFields({
  content,
  mayEditTo,
  mayEditSubject = true,
  first = false,
  onChange,
  onInvalid,
}: ComposerFieldsProps) {
  const t = useTranslate();
  const id = useId();
  const [copies, setCopies] = useState(false);
  const shown = copies || content.cc.length + content.bcc.length > 0;
  const more = !shown && (
    <Button aria-expanded={false} onClick={() => setCopies(true)} sx={{ ml: 'auto' }}>
      {t('pli.composer.copies')}
    </Button>
  );
  return (
    <>
      <RecipientsField
        label={t('pli.field.to')}
        autoFocus={first}
        recipients={content.to}
        locked={mayEditTo ? undefined : t('pli.composer.toLocked')}
        onChange={(to) => onChange({ to })}
        onInvalid={(text) => onInvalid('to', text)}
        end={more}
      />
      {shown &&
        (['cc', 'bcc'] as const).map((field) => (
          <RecipientsField
            key={field}
            label={t(`pli.field.${field}`)}
            recipients={content[field]}
            onChange={(list) => onChange({ [field]: list })}
            onInvalid={(text) => onInvalid(field, text)}
          />
        ))}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, px: 2, borderBottom: 1, borderColor: 'divider' }}>
        <Box component="label" htmlFor={id} sx={{ color: 'text.secondary', minWidth: 40 }}>
          {t('pli.field.subject')}
        </Box>
        <InputBase
          id={id}
          value={content.subject}
          onChange={({ target }) => onChange({ subject: target.value.replaceAll(/[\r\n]+/g, ' ') })}
          readOnly={!mayEditSubject}
          title={mayEditSubject ? '' : t('pli.composer.subjectFixed')}
          inputProps={{ maxLength: MAX_SUBJECT }}
          sx={{ flex: 1, fontSize: 14, '& input': { py: 0.75 } }}
        />
      </Box>
    </>
  );
}
