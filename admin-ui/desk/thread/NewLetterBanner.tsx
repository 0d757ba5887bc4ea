/** « Le contact a écrit » while a reply is being written: shown when the agent wants it, the text kept. */
import { Box, Button } from '@mui/material';
import { useTranslate } from 'react-admin';

export function NewLetterBanner({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  const t = useTranslate();
  return (
    <Box
      role="status"
      sx={({ pli }) => ({
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'center',
        gap: 2,
        px: 2,
        py: count ? 0.5 : 0,
        color: pli.tones.attention.fg,
        bgcolor: pli.tones.attention.bg,
      })}
    >
      {count > 0 && (
        <>
          {t('pli.thread.newLetters', { smart_count: count })}
          <Button color="inherit" variant="outlined" onClick={onShow}>
            {t('pli.thread.showAll')}
          </Button>
        </>
      )}
    </Box>
  );
}
