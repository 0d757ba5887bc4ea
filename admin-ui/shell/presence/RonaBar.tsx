/** Says that an unanswered request has put the agent out of the round, and how to come back (W6). */
import { Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { usePresence } from './use-presence.ts';

export function RonaBar() {
  const t = useTranslate();
  const { presence, change } = usePresence();
  const shown = presence?.state === 'rona';
  return (
    <Box
      role="status"
      sx={({ pli }) => ({
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        flexWrap: 'wrap',
        color: pli.tones.danger.fg,
        bgcolor: pli.tones.danger.bg,
        px: shown ? 2 : 0,
        py: shown ? 0.5 : 0,
      })}
    >
      {shown && (
        <>
          {t('pli.presence.rona')}
          <Button color="inherit" variant="outlined" onClick={() => void change('available')}>
            {t('pli.presence.comeBack')}
          </Button>
        </>
      )}
    </Box>
  );
}
