/** What came with a letter, each a download. */
import FileIcon from '@mui/icons-material/AttachFileOutlined';
import { Box } from '@mui/material';
import type { Attachment } from '../../../api/schemas.ts';
import { useFormat } from '../../i18n/format.ts';

export function AttachmentChips({ attachments }: { readonly attachments: readonly Attachment[] }) {
  const format = useFormat();
  if (attachments.length === 0) return null;
  return (
    <Box component="ul" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, m: 0, p: 0, listStyle: 'none' }}>
      {attachments.map(({ id, name, size }) => (
        <li key={id}>
          <Box
            component="a"
            href={`/api/files/${encodeURIComponent(id)}`}
            download={name}
            sx={{
              display: 'inline-flex',
              alignItems: 'center',
              gap: 0.5,
              px: 1,
              minHeight: 28,
              border: 1,
              borderColor: 'divider',
              borderRadius: 1,
              color: 'text.primary',
              textDecoration: 'none',
              bgcolor: 'background.paper',
              fontSize: 13,
              overflowWrap: 'anywhere',
              '&:hover': { textDecoration: 'underline' },
            }}
          >
            <FileIcon aria-hidden sx={{ fontSize: 16 }} />
            {name}
            <Box component="span" sx={{ color: 'text.secondary', whiteSpace: 'nowrap' }}>
              {format.size(size)}
            </Box>
          </Box>
        </li>
      ))}
    </Box>
  );
}
