/** Says that the live line is cut, once it has been for a while. */
import { Box } from '@mui/material';
import { useEffect, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useOnline } from '../data/events.tsx';

/** Shorter cuts mend themselves unnoticed. */
const PATIENCE_MS = 4000;

export function OfflineBar() {
  const online = useOnline();
  const t = useTranslate();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (online) return setShown(false);
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [online]);
  return (
    <Box
      role="status"
      sx={({ pli }) => ({
        color: pli.tones.attention.fg,
        bgcolor: pli.tones.attention.bg,
        px: shown ? 2 : 0,
        py: shown ? 0.5 : 0,
      })}
    >
      {shown && t('pli.shell.offline')}
    </Box>
  );
}
