/** Which dossier the answer belongs to. */
import BackIcon from '@mui/icons-material/ArrowBackOutlined';
import { Box, Button, IconButton, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { DossierDetail } from '../../api/schemas.ts';
import { useQueues } from '../data/queries.ts';
import { StateChip } from '../desk/StateChip.tsx';

interface ApprovalHeadProps {
  readonly dossier: DossierDetail;
  readonly onBack: (() => void) | null;
}

export function ApprovalHead({ dossier, onBack }: ApprovalHeadProps) {
  const t = useTranslate();
  const queue = useQueues().find(({ id }) => id === dossier.queue)?.name ?? dossier.queue;
  return (
    <Box component="header" sx={{ px: 2, py: 1, borderBottom: 1, borderColor: 'divider', bgcolor: 'background.paper' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        {onBack && (
          <IconButton aria-label={t('pli.approvals.back')} onClick={onBack}>
            <BackIcon />
          </IconButton>
        )}
        <Typography component="h2" noWrap sx={{ flex: 1, minWidth: 0, fontSize: 16, fontWeight: 650 }}>
          {dossier.subject || t('pli.thread.noSubject')}
        </Typography>
        <Button component={Link} to={`/desk/validation/${encodeURIComponent(dossier.id)}`}>
          {t('pli.approvals.wholeThread')}
        </Button>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, color: 'text.secondary', fontSize: 13 }}>
        <span>{t('pli.thread.number', { number: dossier.number })}</span>
        <StateChip dossier={dossier} />
        <span>{dossier.contact.name || dossier.contact.email}</span>
        <span>{queue}</span>
      </Box>
    </Box>
  );
}
