/** The files of a reply: there, on their way, or failed (A4). */
import FileIcon from '@mui/icons-material/AttachFileOutlined';
import RemoveIcon from '@mui/icons-material/CloseOutlined';
import { Box, IconButton, LinearProgress } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { Attachment } from '../../../api/schemas.ts';
import { useEmailSettings } from '../../data/email-settings.ts';
import { useFormat } from '../../i18n/format.ts';
import { sizeOf } from './draft.ts';
import type { Upload } from './use-uploads.ts';

interface AttachmentsFieldProps {
  readonly attachments: readonly Attachment[];
  readonly uploads: readonly Upload[];
  readonly onRemove: (id: string) => void;
  readonly onStop: (key: number) => void;
}

export function AttachmentsField({ attachments, uploads, onRemove, onStop }: AttachmentsFieldProps) {
  const t = useTranslate();
  const format = useFormat();
  const limit = useEmailSettings().data?.maxAttachedBytes;
  const size = sizeOf(attachments);
  if (attachments.length + uploads.length === 0) return null;
  return (
    <>
      <Box
        component="ul"
        aria-label={t('pli.composer.attachments')}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, p: 0, px: 2, py: 0.5, listStyle: 'none' }}
      >
        {attachments.map(({ id, name, size, scan }) => (
          <FileChip
            key={id}
            name={name}
            note={[format.size(size), ...(scan === 'unscanned' ? [t('pli.attachment.unscanned')] : [])].join(' · ')}
            onRemove={() => onRemove(id)}
          />
        ))}
        {uploads.map(({ key, file, done, error }) => (
          <FileChip
            key={key}
            name={file.name}
            note={error || format.size(file.size)}
            failed={error !== ''}
            onRemove={() => onStop(key)}
          >
            {!error && (
              <LinearProgress
                variant="determinate"
                value={done * 100}
                aria-label={t('pli.composer.uploading', { name: file.name })}
                sx={{ width: 64 }}
              />
            )}
          </FileChip>
        ))}
      </Box>
      {limit !== undefined && size > limit && (
        <Box role="alert" sx={{ px: 2, pb: 0.5, color: 'error.main', fontSize: 12 }}>
          {t('pli.composer.overLimit', { size: format.size(size), limit: format.size(limit) })}
        </Box>
      )}
    </>
  );
}

interface FileChipProps {
  readonly name: string;
  readonly note: string;
  readonly failed?: boolean;
  readonly onRemove: () => void;
  readonly children?: ReactNode;
}

function FileChip({ name, note, failed = false, onRemove, children }: FileChipProps) {
  const t = useTranslate();
  return (
    <Box
      component="li"
      role={failed ? 'alert' : undefined}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.5,
        pl: 1,
        border: 1,
        borderColor: failed ? 'error.main' : 'divider',
        borderRadius: 1,
        fontSize: 13,
      }}
    >
      <FileIcon aria-hidden sx={{ fontSize: 16 }} />
      <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
        {name}
      </Box>
      <Box component="span" sx={{ color: failed ? 'error.main' : 'text.secondary' }}>
        {note}
      </Box>
      {children}
      <IconButton aria-label={t('pli.composer.removeFile', { name })} onClick={onRemove} sx={{ width: 28, height: 28 }}>
        <RemoveIcon sx={{ fontSize: 16 }} />
      </IconButton>
    </Box>
  );
}
