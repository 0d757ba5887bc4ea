/** « Modifier » at the end of a line: what it changes is said to those who do not see the line. */
import { Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';

export function EditLink({ to, name }: { readonly to: string; readonly name: string }) {
  const t = useTranslate();
  return (
    <Button component={Link} to={to} aria-label={t('pli.configuration.editOne', { name })}>
      {t('pli.configuration.edit')}
    </Button>
  );
}
