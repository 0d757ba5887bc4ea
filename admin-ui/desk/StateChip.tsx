/** A state: sign, word and colour, so that it never hangs on colour alone. */

import SuccessIcon from '@mui/icons-material/CheckCircleOutlined';
import DangerIcon from '@mui/icons-material/ErrorOutlined';
import InfoIcon from '@mui/icons-material/MarkEmailUnreadOutlined';
import NeutralIcon from '@mui/icons-material/PauseCircleOutlined';
import AttentionIcon from '@mui/icons-material/PriorityHighOutlined';
import ProgressIcon from '@mui/icons-material/TimelapseOutlined';
import { Box, type SvgIcon } from '@mui/material';
import type { DossierRow } from '../../api/schemas.ts';
import type { Tone } from '../../domain/lifecycle/definition.ts';
import { useDefinition } from '../data/queries.ts';
import { useLabel } from '../i18n/format.ts';

const ICONS: Readonly<Record<Tone, typeof SvgIcon>> = {
  neutral: NeutralIcon,
  info: InfoIcon,
  progress: ProgressIcon,
  attention: AttentionIcon,
  danger: DangerIcon,
  success: SuccessIcon,
};

interface ToneChipProps {
  readonly tone: Tone;
  readonly text: string;
}

export function ToneChip({ tone, text }: ToneChipProps) {
  const Icon = ICONS[tone];
  return (
    <Box
      component="span"
      sx={({ pli }) => ({
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.5,
        px: 0.75,
        borderRadius: 0.75,
        fontSize: 12,
        fontWeight: 600,
        lineHeight: '20px',
        whiteSpace: 'nowrap',
        color: pli.tones[tone].fg,
        bgcolor: pli.tones[tone].bg,
      })}
    >
      <Icon aria-hidden sx={{ fontSize: 14 }} />
      {text}
    </Box>
  );
}

export function StateChip({ dossier }: { readonly dossier: Pick<DossierRow, 'state' | 'definition'> }) {
  const definition = useDefinition(dossier.definition);
  const label = useLabel();
  const state = definition?.states.find((s) => s.id === dossier.state);
  return state ? <ToneChip tone={state.tone} text={label(state.label)} /> : null;
}
