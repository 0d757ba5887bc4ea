/** An attachment that the antivirus has not read: it is read as it is asked for, and what comes of it is said beside it. */
import { Box } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { Attachment } from '../../../api/schemas.ts';
import { saveFile } from '../../data/download.ts';
import { keys, usePli } from '../../data/queries.ts';
import { useErrorText } from '../../shell/Failed.tsx';
import { CHIP } from './attachment-chip.ts';

interface HeldAttachmentProps {
  readonly attachment: Attachment;
  readonly children: ReactNode;
}

export function HeldAttachment({ attachment: { id, name }, children }: HeldAttachmentProps) {
  const t = useTranslate();
  const pli = usePli();
  const client = useQueryClient();
  const text = useErrorText();
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => pli.downloadFile(id),
    onSuccess: (bytes) => saveFile(bytes, name),
    // Whatever was said of it, the thread says it from now on.
    onSettled: () => client.invalidateQueries({ queryKey: [...keys.all, 'dossier'] }),
  });
  return (
    <>
      <Box
        component="button"
        type="button"
        aria-busy={isPending}
        onClick={() => {
          if (!isPending) mutate();
        }}
        sx={{ ...CHIP, font: 'inherit', fontSize: 13, cursor: 'pointer', '&:hover': { textDecoration: 'underline' } }}
      >
        {children}
      </Box>
      <Box role="status" sx={{ color: 'error.main', fontSize: 12, maxWidth: 480 }}>
        {isPending ? t('pli.attachment.scanning') : error && text(error)}
      </Box>
    </>
  );
}
