/** The letter as the contact will get it (A5): what is shown is what the server is given. */
import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Skeleton } from '@mui/material';
import { useTranslate } from 'react-admin';
import { usePreview } from '../../data/queries.ts';
import { Failed } from '../../shell/Failed.tsx';
import { Facts } from '../side/Facts.tsx';
import { AttachmentChips } from '../thread/AttachmentChips.tsx';
import { LetterFrame } from '../thread/LetterFrame.tsx';
import type { DraftContent } from './draft.ts';

interface PreviewProps {
  readonly content: DraftContent;
  readonly from: string;
  readonly onClose: () => void;
}

export function Preview({ content, from, onClose }: PreviewProps) {
  const t = useTranslate();
  const { data: sent, error, refetch } = usePreview(content.html);
  const people = (['to', 'cc', 'bcc'] as const).filter((field) => content[field].length > 0);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="preview-title">
      <DialogTitle id="preview-title">{t('pli.composer.preview')}</DialogTitle>
      <DialogContent dividers sx={{ display: 'grid', gap: 2 }}>
        <Facts
          facts={[
            { name: t('pli.field.from'), value: from },
            ...people.map((field) => ({ name: t(`pli.field.${field}`), value: content[field].join(', ') })),
            { name: t('pli.field.subject'), value: content.subject },
          ]}
        />
        <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}>
          {error && <Failed error={error} onRetry={() => void refetch()} />}
          {sent && <LetterFrame html={sent.html} text="" withImages={false} title={t('pli.composer.preview')} />}
          {!sent && !error && <Skeleton variant="rectangular" height={160} />}
        </Box>
        <AttachmentChips attachments={content.attachments} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('ra.action.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
