/** What came with a letter, each a download, with what there is to fear of it. */
import FileIcon from '@mui/icons-material/AttachFileOutlined';
import WarningIcon from '@mui/icons-material/WarningAmberOutlined';
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Attachment } from '../../../api/schemas.ts';
import { nameRisk } from '../../../domain/post/risky-name.ts';
import { useFormat } from '../../i18n/format.ts';
import { CHIP } from './attachment-chip.ts';
import { HeldAttachment } from './HeldAttachment.tsx';

export function AttachmentChips({ attachments }: { readonly attachments: readonly Attachment[] }) {
  if (attachments.length === 0) return null;
  return (
    <Box component="ul" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, p: 0, listStyle: 'none' }}>
      {attachments.map((attachment) => (
        <li key={attachment.id}>
          <Chip attachment={attachment} />
        </li>
      ))}
    </Box>
  );
}

function Chip({ attachment }: { readonly attachment: Attachment }) {
  const { id, name, scan } = attachment;
  if (scan === 'infected')
    return (
      <Box component="span" sx={CHIP}>
        <Inside attachment={attachment} />
      </Box>
    );
  if (scan === 'unscanned')
    return (
      <HeldAttachment attachment={attachment}>
        <Inside attachment={attachment} />
      </HeldAttachment>
    );
  return (
    <Box
      component="a"
      href={`/api/files/${encodeURIComponent(id)}`}
      download={name}
      sx={{ ...CHIP, '&:hover': { textDecoration: 'underline' } }}
    >
      <Inside attachment={attachment} />
    </Box>
  );
}

function Inside({ attachment: { name, size, looksLike, scan } }: { readonly attachment: Attachment }) {
  const t = useTranslate();
  const format = useFormat();
  const risk = nameRisk(name);
  return (
    <>
      <FileIcon aria-hidden sx={{ fontSize: 16 }} />
      {name}
      <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
        {format.size(size)}
      </Box>
      {(scan === 'infected' || scan === 'unscanned') && (
        <Warning isDanger={scan === 'infected'} text={t(`pli.attachment.${scan}`)} />
      )}
      {risk && <Warning isDanger={risk === 'disguised'} text={t(`pli.attachment.${risk}`)} />}
      {looksLike && <Warning text={t('pli.attachment.looksLike', { type: looksLike })} />}
    </>
  );
}

function Warning({ text, isDanger = false }: { readonly text: string; readonly isDanger?: boolean }) {
  return (
    <Box
      component="span"
      sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, color: isDanger ? 'error.main' : 'warning.dark' }}
    >
      <WarningIcon aria-hidden sx={{ fontSize: 16 }} />
      {text}
    </Box>
  );
}
