/** The thread pane before a dossier is chosen. */
import LetterIcon from '@mui/icons-material/DraftsOutlined';
import { Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useUser } from '../../data/queries.ts';
import { Keys } from '../../shell/Keys.tsx';
import { Notice } from '../../shell/Notice.tsx';

export function NothingOpen() {
  const t = useTranslate();
  const keys = useUser()?.preferences.singleKeys;
  return (
    <Notice
      icon={<LetterIcon />}
      title={t('pli.thread.nothing')}
      action={
        keys && (
          <Typography component="div" variant="body2" sx={{ color: 'text.secondary' }}>
            <Keys keys="j k" /> {t('pli.thread.keysMove')} · <Keys keys="Enter" /> {t('pli.thread.keysOpen')}
          </Typography>
        )
      }
    />
  );
}
