/** What will leave besides the text: to whom, with what, and then what; anything unusual is marked. */
import FlagIcon from '@mui/icons-material/FlagOutlined';
import { Box, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { DossierDetail, Message, Validation } from '../../api/schemas.ts';
import { useNameOf } from '../data/queries.ts';
import { ToneChip } from '../desk/StateChip.tsx';
import { Facts } from '../desk/side/Facts.tsx';
import { useFormat } from '../i18n/format.ts';
import { type FlagKind, flagsOfAddress, flagsOfFile } from './flags.ts';

interface ApprovalFactsProps {
  readonly dossier: DossierDetail;
  readonly validation: NonNullable<DossierDetail['validation']>;
  readonly data: Validation;
}

export function ApprovalFacts({ dossier, validation, data }: ApprovalFactsProps) {
  const t = useTranslate();
  const format = useFormat();
  const nameOf = useNameOf();
  const { answer, policy, dueAt } = data;
  const overdue = dossier.alert === 'validation-overdue';
  return (
    <Box sx={{ display: 'grid', gap: 2, '& dl': { gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' } }}>
      <Typography component="h3" sx={{ fontWeight: 650 }}>
        {t('pli.approvals.facts.title')}
      </Typography>
      {data.flags.length > 0 && <FlagSummary count={data.flags.length} />}
      <Facts
        facts={[
          ...recipients(answer).map(({ field, addresses }) => ({
            name: t(`pli.field.${field}`),
            value: addresses.map(({ email }) => (
              <Flagged key={email} text={email} flags={flagsOfAddress(data.flags, email)} />
            )),
          })),
          { name: t('pli.approvals.facts.attachments'), value: <Files data={data} /> },
          { name: t('pli.approvals.facts.outcome'), value: t(`pli.approvals.facts.outcomes.${validation.outcome}`) },
          { name: t('pli.approvals.facts.author'), value: nameOf(data.author) },
          { name: t('pli.approvals.facts.submitted'), value: format.dateTime(validation.since) },
          {
            name: t('pli.approvals.facts.policy'),
            value: policy?.name ?? t(validation.policy === null ? 'pli.approvals.manual' : 'pli.approvals.sampled'),
          },
          ...(dueAt ? [{ name: t('pli.approvals.facts.due'), value: <Due at={dueAt} overdue={overdue} /> }] : []),
        ]}
      />
    </Box>
  );
}

function recipients(answer: Message) {
  const fields = ['to', 'cc', 'bcc'] as const;
  return fields.map((field) => ({ field, addresses: answer[field] })).filter(({ addresses }) => addresses.length > 0);
}

function FlagSummary({ count }: { readonly count: number }) {
  const t = useTranslate();
  return (
    <Box
      sx={({ pli }) => ({
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        p: 1,
        borderRadius: 0.75,
        color: pli.tones.attention.fg,
        bgcolor: pli.tones.attention.bg,
        fontWeight: 600,
        fontSize: 13,
      })}
    >
      <FlagIcon aria-hidden fontSize="small" />
      {t('pli.approvals.flagged', { smart_count: count })}
    </Box>
  );
}

function Flagged({ text, flags }: { readonly text: string; readonly flags: readonly FlagKind[] }) {
  const t = useTranslate();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, alignItems: 'center', overflowWrap: 'anywhere' }}>
      {text}
      {flags.map((kind) => (
        <ToneChip key={kind} tone="attention" text={t(`pli.approvals.flags.${kind}`)} />
      ))}
    </Box>
  );
}

function Files({ data: { answer, flags } }: { readonly data: Validation }) {
  const t = useTranslate();
  const format = useFormat();
  if (answer.attachments.length === 0) return t('pli.approvals.facts.none');
  return answer.attachments.map(({ id, name, size }) => (
    <Flagged key={id} text={`${name} (${format.size(size)})`} flags={flagsOfFile(flags, name)} />
  ));
}

function Due({ at, overdue }: { readonly at: string; readonly overdue: boolean }) {
  const t = useTranslate();
  const format = useFormat();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, alignItems: 'center' }}>
      <time dateTime={at}>{format.dateTime(at)}</time>
      {overdue && <ToneChip tone="danger" text={t('pli.approvals.overdue')} />}
    </Box>
  );
}
