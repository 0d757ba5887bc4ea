/** Somebody else saved this draft meanwhile: theirs is shown, ours is kept, and the writer chooses. */
import { Alert, Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Draft } from '../../../api/schemas.ts';
import { useNameOf, useUser } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';
import { LetterFrame } from '../thread/LetterFrame.tsx';

interface ConflictNoticeProps {
  readonly theirs: Draft;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
}

export function ConflictNotice({ theirs, onKeepMine, onTakeTheirs }: ConflictNoticeProps) {
  const t = useTranslate();
  const format = useFormat();
  const name = useNameOf()(theirs.author);
  const isMine = theirs.author === useUser()?.id;
  return (
    <Alert severity="warning" sx={{ mx: 2, my: 1, '& .MuiAlert-message': { flex: 1, minWidth: 0 } }}>
      {t(isMine ? 'pli.composer.conflictMine' : 'pli.composer.conflict', { name, at: format.time(theirs.updatedAt) })}
      <Box sx={{ my: 1, border: 1, borderColor: 'divider', borderRadius: 1, maxHeight: 160, overflow: 'auto' }}>
        <LetterFrame html={theirs.html} text="" withImages={false} title={t('pli.composer.theirs', { name })} />
      </Box>
      <Box sx={{ display: 'flex', gap: 1, flexWrap: 'wrap' }}>
        <Button color="inherit" variant="outlined" onClick={onKeepMine}>
          {t('pli.composer.keepMine')}
        </Button>
        <Button color="inherit" onClick={onTakeTheirs}>
          {t('pli.composer.takeTheirs', { name })}
        </Button>
      </Box>
    </Alert>
  );
}
