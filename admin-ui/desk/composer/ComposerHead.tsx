/** The head of the composer: whose draft it is, how far it is saved. */
import FoldIcon from '@mui/icons-material/ExpandMoreOutlined';
import { Box, IconButton, Tooltip, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useNameOf, useUser } from '../../data/queries.ts';
import type { DraftState } from './draft-keeper.ts';
import { SaveStatus } from './SaveStatus.tsx';

interface ComposerHeadProps {
  readonly dossier: DossierDetail;
  readonly state: DraftState;
  readonly onClose: () => void;
}

export function ComposerHead({ dossier, state, onClose }: ComposerHeadProps) {
  const t = useTranslate();
  const nameOf = useNameOf();
  const user = useUser();
  const author = dossier.draft?.author;
  // Once it was written on here, what is shown is no longer only theirs.
  const others = state.status === 'clean' && author !== undefined && author !== user?.id;
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, py: 0.5 }}>
      <Typography component="h3" sx={{ fontWeight: 600, fontSize: 14 }}>
        {others
          ? t('pli.composer.theirs', { name: nameOf(author) })
          : t(dossier.reply.inReplyTo === null ? 'pli.composer.message' : 'pli.composer.title')}
      </Typography>
      <Box sx={{ flex: 1 }} />
      <SaveStatus state={state} />
      <Tooltip title={t('pli.composer.fold')}>
        <IconButton aria-label={t('pli.composer.fold')} onClick={onClose}>
          <FoldIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
