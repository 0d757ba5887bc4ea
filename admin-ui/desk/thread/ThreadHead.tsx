/** What is open: number, subject, state, who has it, which queue; and what may be done with it. */
import BackIcon from '@mui/icons-material/ArrowBackOutlined';
import SideIcon from '@mui/icons-material/ViewSidebarOutlined';
import { Box, IconButton, Tooltip, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useDefinition, useNameOf, useQueues } from '../../data/queries.ts';
import { ThreadActions } from '../actions/ThreadActions.tsx';
import { OutcomeTick } from '../OutcomeTick.tsx';
import { StateChip } from '../StateChip.tsx';
import { TimerChip } from '../timers/TimerChip.tsx';
import { rowTimer } from '../timers/timer-view.ts';

interface ThreadHeadProps {
  readonly dossier: DossierDetail;
  /** Null where the list is beside it. */
  readonly onBack: (() => void) | null;
  readonly side: boolean;
  readonly onSide: () => void;
}

export function ThreadHead({ dossier, onBack, side, onSide }: ThreadHeadProps) {
  const t = useTranslate();
  return (
    <Box component="header" sx={{ px: 2, py: 1, borderBottom: 1, borderColor: 'divider', bgcolor: 'background.paper' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        {onBack && (
          <IconButton aria-label={t('pli.thread.back')} onClick={onBack}>
            <BackIcon />
          </IconButton>
        )}
        <Typography component="h2" noWrap sx={{ flex: '1 1 240px', minWidth: 0, fontSize: 16, fontWeight: 650 }}>
          {dossier.subject || t('pli.thread.noSubject')}
        </Typography>
        <ThreadActions dossier={dossier} />
        <Tooltip title={t(side ? 'pli.side.fold' : 'pli.side.unfold')}>
          <IconButton aria-label={t(side ? 'pli.side.fold' : 'pli.side.unfold')} aria-expanded={side} onClick={onSide}>
            <SideIcon />
          </IconButton>
        </Tooltip>
      </Box>
      <ThreadFacts dossier={dossier} />
    </Box>
  );
}

function ThreadFacts({ dossier }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  const nameOf = useNameOf();
  const queue = useQueues().find((q) => q.id === dossier.queue)?.name ?? dossier.queue;
  const timer = rowTimer(dossier, useDefinition(dossier.definition));
  const assignee = dossier.assignee ? nameOf(dossier.assignee) : t('pli.thread.nobody');
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        columnGap: 1.5,
        color: 'text.secondary',
        fontSize: 13,
      }}
    >
      <span>{t('pli.thread.number', { number: dossier.number })}</span>
      <StateChip dossier={dossier} />
      <OutcomeTick outcome={dossier.outcome} />
      {timer && <TimerChip clock={timer} definition={dossier.definition} />}
      <span>{assignee}</span>
      <span>{queue}</span>
    </Box>
  );
}
