/** W4: the answer is not to the latest letter; it goes once one switches. */
import { Alert, Button } from '@mui/material';
import { useTranslate } from 'react-admin';

export function OlderLetterNotice({ onSwitch }: { readonly onSwitch: () => void }) {
  const t = useTranslate();
  return (
    <Alert
      severity="info"
      sx={{ mx: 2, my: 1 }}
      action={
        <Button color="inherit" onClick={onSwitch}>
          {t('pli.composer.toLatest')}
        </Button>
      }
    >
      {t('pli.composer.notLatest')}
    </Alert>
  );
}
