/** What makes the place of a letter doubtful; under « Détails », why it is in this dossier (O7; peers 12 and 14). */
import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router-dom';
import type { Message } from '../../../api/schemas.ts';
import { useNameOf } from '../../data/queries.ts';

export function LetterPlace({ threading }: { readonly threading: Message['threading'] }) {
  const t = useTranslate();
  const nameOf = useNameOf();
  if (!threading) return null;
  const { by, detail, isStranger, isSubjectChanged, quoted } = threading;
  const reason = t(`pli.letters.by.${by}`, { detail, name: nameOf(detail) });
  return (
    <Box sx={{ color: 'text.secondary', fontSize: 12, overflowWrap: 'anywhere' }}>
      <details>
        <Box component="summary" sx={{ width: 'fit-content', minHeight: 24, lineHeight: '24px', cursor: 'pointer' }}>
          {t('pli.letters.details')}
        </Box>
        <div>{t('pli.letters.why', { reason })}</div>
      </details>
      {isStranger && <Doubt text={t('pli.letters.isStranger')} />}
      {isSubjectChanged && <Doubt text={t('pli.letters.isSubjectChanged')} />}
      {quoted !== null && (
        <Doubt text={t('pli.letters.quoted')}>
          <Link to={`/desk/inProgress/${encodeURIComponent(quoted)}`}>{t('pli.letters.open')}</Link>
        </Doubt>
      )}
    </Box>
  );
}

function Doubt({ text, children }: { readonly text: string; readonly children?: ReactNode }) {
  return (
    <Box sx={({ pli }) => ({ color: pli.tones.attention.fg })}>
      {text} {children}
    </Box>
  );
}
