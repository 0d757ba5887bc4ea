/** The Approvals screen (« Validations »): the answers that wait for a supervisor, oldest first, read one after another. */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import { UndoBar } from '../desk/UndoBar.tsx';
import { UndoProvider } from '../desk/UndoProvider.tsx';
import { useDocumentTitle } from '../shell/Shell.tsx';
import { UNSEEN } from '../shell/unseen.ts';
import { Approvals } from './Approvals.tsx';

export function ApprovalsScreen() {
  const t = useTranslate();
  useDocumentTitle(t('pli.approvals.title'));
  return (
    <UndoProvider>
      <Box component="h1" sx={UNSEEN}>
        {t('pli.approvals.title')}
      </Box>
      <Approvals />
      <UndoBar openDossier={undefined} />
    </UndoProvider>
  );
}
