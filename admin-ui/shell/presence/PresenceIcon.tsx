/** A presence as a sign: its shape says it without its colour. */
import AvailableIcon from '@mui/icons-material/CheckCircleOutlined';
import UnavailableIcon from '@mui/icons-material/DoNotDisturbOnOutlined';
import RonaIcon from '@mui/icons-material/PhoneMissedOutlined';
import WorkingIcon from '@mui/icons-material/TimelapseOutlined';
import type { SvgIcon } from '@mui/material';
import type { AgentState } from '../../../domain/dossier/commands.ts';
import { PRESENCE_TONES } from './presence.ts';

const ICONS: Readonly<Record<AgentState, typeof SvgIcon>> = {
  available: AvailableIcon,
  working: WorkingIcon,
  unavailable: UnavailableIcon,
  rona: RonaIcon,
};

export function PresenceIcon({ state }: { readonly state: AgentState }) {
  const Icon = ICONS[state];
  return <Icon aria-hidden sx={({ pli }) => ({ color: pli.tones[PRESENCE_TONES[state]].fg })} />;
}
