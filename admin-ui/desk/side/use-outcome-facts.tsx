/** How the dossier ended, as facts: status, disposition, notes, tags, by whom (N21). */
import { Box } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { useNameOf } from '../../data/queries.ts';
import { useFormat, useLabel } from '../../i18n/format.ts';
import { ToneChip } from '../StateChip.tsx';
import type { Fact } from './Facts.tsx';

export function useOutcomeFacts({ outcomeSaid: said, dispositions }: DossierDetail): readonly Fact[] {
  const t = useTranslate();
  const format = useFormat();
  const label = useLabel();
  const nameOf = useNameOf();
  if (!said) return [];
  const disposition = dispositions.find(({ id }) => id === said.disposition);
  const tone = said.status === 'open' ? 'progress' : 'success';
  return [
    {
      name: t('pli.actions.outcome.title'),
      value: (
        <>
          <ToneChip tone={tone} text={t(`pli.outcome.${said.status}`)} />
          <Box sx={{ color: 'text.secondary', fontSize: 12 }}>
            {t('pli.side.saidBy', { name: nameOf(said.by), at: format.dateTime(said.at) })}
          </Box>
        </>
      ),
    },
    ...(said.disposition
      ? [
          {
            name: t('pli.actions.outcome.disposition'),
            value: disposition ? label(disposition.label) : said.disposition,
          },
        ]
      : []),
    ...(said.notes ? [{ name: t('pli.actions.outcome.notes'), value: said.notes }] : []),
    ...(said.tags.length > 0 ? [{ name: t('pli.actions.outcome.tags'), value: said.tags.join(', ') }] : []),
  ];
}
