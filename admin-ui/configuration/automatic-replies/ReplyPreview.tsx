/** The automatic reply as a contact would get it, its tags filled in. */
import { Box, Skeleton, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { AutomaticReplyInput } from '../../../api/schemas.ts';
import { firstName } from '../../../domain/post/first-name.ts';
import { fillTags } from '../../../domain/post/tags.ts';
import { useServerNow } from '../../data/clock.ts';
import { usePreview, useUser } from '../../data/queries.ts';
import { LetterFrame } from '../../desk/thread/LetterFrame.tsx';
import { Failed } from '../../shell/Failed.tsx';
import { withAddresses } from './reply-images.ts';
import { sampleTags } from './sample-tags.ts';

interface ReplyPreviewProps {
  readonly queue: { readonly id: string; readonly name: string };
  readonly settings: Pick<AutomaticReplyInput, 'html' | 'language' | 'company'>;
  readonly kept: readonly { readonly id: string }[];
}

export function ReplyPreview({ queue, settings, kept }: ReplyPreviewProps) {
  const t = useTranslate();
  const user = useUser();
  const now = useServerNow('minute');
  const { language, company } = settings;
  const agent = user ? firstName({ name: user.name, email: user.email }) : '';
  const values = sampleTags({ language, company, queue: queue.name, agent, now });
  const { data: sent, error, refetch } = usePreview(fillTags(settings.html, values));
  return (
    <Box component="section" aria-label={t('pli.automaticReplies.preview')} sx={{ display: 'grid', gap: 1 }}>
      <Typography sx={{ fontWeight: 600 }}>{t('pli.automaticReplies.preview')}</Typography>
      <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{t('pli.automaticReplies.previewSubject')}</Typography>
      <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}>
        {error && <Failed error={error} onRetry={() => void refetch()} />}
        {sent && (
          <LetterFrame
            html={withAddresses(sent.html, queue.id, kept)}
            text=""
            withImages={false}
            title={t('pli.automaticReplies.preview')}
          />
        )}
        {!sent && !error && <Skeleton variant="rectangular" height={120} />}
      </Box>
    </Box>
  );
}
