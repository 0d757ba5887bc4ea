/** Why a supervisor sent the answer back, on top of its text. */
import { Alert, AlertTitle } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useNameOf } from '../../data/queries.ts';
import { useFormat } from '../../i18n/format.ts';

export function RefusedAnswerNotice({ dossier: { refusedAnswer } }: { readonly dossier: DossierDetail }) {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useNameOf();
  if (!refusedAnswer) return null;
  const { by, at, reason } = refusedAnswer;
  return (
    <Alert severity="warning" sx={{ mx: 2, my: 1, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      <AlertTitle sx={{ fontSize: 14, fontWeight: 650 }}>
        {t('pli.composer.answerRefused', { name: nameOf(by), at: format.dateTime(at) })}
      </AlertTitle>
      {reason}
    </Alert>
  );
}
