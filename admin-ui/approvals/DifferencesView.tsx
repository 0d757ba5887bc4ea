/** Two versions of an answer as one text: what came is underlined, what went is struck through; colour only helps. */
import { Box, Typography } from '@mui/material';
import { useMemo } from 'react';
import { useTranslate } from 'react-admin';
import type { Message } from '../../api/schemas.ts';
import { UNSEEN } from '../shell/unseen.ts';
import { compareAnswers, type FieldChange, type Piece } from './differences.ts';

interface DifferencesViewProps {
  readonly before: Message;
  readonly after: Message;
}

export function DifferencesView({ before, after }: DifferencesViewProps) {
  const t = useTranslate();
  const { fields, text } = useMemo(() => compareAnswers(before, after), [before, after]);
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {fields.map((change) => (
        <ChangedField key={change.field} change={change} />
      ))}
      {text.length > 0 ? (
        <Box
          sx={{
            p: 1.5,
            borderRadius: 0.75,
            bgcolor: 'background.paper',
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
            lineHeight: 1.7,
          }}
        >
          <Pieces pieces={text} />
        </Box>
      ) : (
        <Typography>{t('pli.approvals.differences.none')}</Typography>
      )}
      <Typography sx={{ color: 'text.secondary', fontSize: 12 }}>{t('pli.approvals.differences.legend')}</Typography>
    </Box>
  );
}

function ChangedField({ change: { field, pieces } }: { readonly change: FieldChange }) {
  const t = useTranslate();
  const isList = field !== 'subject';
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, fontSize: 13, overflowWrap: 'anywhere' }}>
      <Box component="span" sx={{ color: 'text.secondary' }}>
        {t(field === 'attachments' ? 'pli.approvals.differences.attachments' : `pli.field.${field}`)}
      </Box>
      {isList ? (
        pieces.map((piece) => <Pieces key={piece.text} pieces={[piece]} />)
      ) : (
        <span>
          <Pieces pieces={pieces} />
        </span>
      )}
    </Box>
  );
}

function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  const t = useTranslate();
  // Pieces have no name of their own; they are drawn anew whenever one changes.
  return pieces.map(({ kind, text }, index) => {
    const key = `${index} ${kind}`;
    if (kind === 'same') return <span key={key}>{text}</span>;
    const added = kind === 'added';
    return (
      <Box
        key={key}
        component={added ? 'ins' : 'del'}
        sx={({ pli }) => {
          const { fg, bg } = pli.tones[added ? 'success' : 'danger'];
          const line = added ? 'underline' : 'line-through';
          return {
            color: fg,
            bgcolor: bg,
            borderRadius: 0.5,
            fontWeight: added ? 600 : 400,
            textDecoration: `${line} 2px`,
            textUnderlineOffset: 3,
          };
        }}
      >
        <Box component="span" sx={UNSEEN}>
          {t(`pli.approvals.differences.${kind}`)}{' '}
        </Box>
        {text}
      </Box>
    );
  });
}
