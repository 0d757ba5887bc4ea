/** The answer as it will be sent, or what changed in it since the version before. */
import { Box, FormControlLabel, Switch, Tooltip, Typography } from '@mui/material';
import { useState } from 'react';
import { useTranslate } from 'react-admin';
import type { Message } from '../../api/schemas.ts';
import { AttachmentChips } from '../desk/thread/AttachmentChips.tsx';
import { LetterFrame } from '../desk/thread/LetterFrame.tsx';
import { DifferencesView } from './DifferencesView.tsx';

interface AnswerCardProps {
  readonly answer: Message;
  /** The version refused or replaced before this one. */
  readonly previous: Message | null;
}

export function AnswerCard({ answer, previous }: AnswerCardProps) {
  const t = useTranslate();
  const [comparing, setComparing] = useState(false);
  return (
    <Box component="section" aria-label={t('pli.approvals.answer')}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 0.5 }}>
        <Typography component="h3" sx={{ flex: 1, fontSize: 13, fontWeight: 650, color: 'text.secondary' }}>
          {t('pli.approvals.answer')}
        </Typography>
        <Tooltip title={previous ? '' : t('pli.approvals.differences.first')}>
          <FormControlLabel
            disabled={!previous}
            control={<Switch size="small" checked={comparing} onChange={(_, on) => setComparing(on)} />}
            label={t('pli.approvals.differences.show')}
            slotProps={{ typography: { sx: { fontSize: 13 } } }}
            sx={{ m: 0, gap: 0.5 }}
          />
        </Tooltip>
      </Box>
      <Box
        sx={({ pli }) => ({
          display: 'grid',
          gap: 1,
          gridTemplateColumns: 'minmax(0, 1fr)',
          p: 2,
          border: 1,
          borderColor: 'divider',
          borderRadius: 1,
          bgcolor: pli.ours,
        })}
      >
        <Typography sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
          {answer.subject || t('pli.thread.noSubject')}
        </Typography>
        {comparing && previous ? (
          <DifferencesView before={previous} after={answer} />
        ) : (
          <LetterFrame
            html={answer.html}
            text={answer.text}
            withImages={false}
            title={t('pli.approvals.answerBody', { subject: answer.subject })}
          />
        )}
        <AttachmentChips attachments={answer.attachments} />
      </Box>
    </Box>
  );
}
