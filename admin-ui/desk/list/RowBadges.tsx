/** The signs of a row: alert, offer, outbound, draft, attachment, who has it, outcome; its state where they differ. */

import AttachmentIcon from '@mui/icons-material/AttachFileOutlined';
import OutboundIcon from '@mui/icons-material/CallMadeOutlined';
import DraftIcon from '@mui/icons-material/EditNoteOutlined';
import OfferIcon from '@mui/icons-material/NotificationsActiveOutlined';
import AlertIcon from '@mui/icons-material/WarningAmberOutlined';
import { Box } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierRow } from '../../../api/schemas.ts';
import { useNameOf } from '../../data/queries.ts';
import { initials } from '../../shell/initials.ts';
import { OutcomeTick } from '../OutcomeTick.tsx';
import { StateChip } from '../StateChip.tsx';

interface SignProps {
  readonly label: string;
  readonly danger?: boolean;
  readonly children: ReactNode;
}

function Sign({ label, danger = false, children }: SignProps) {
  return (
    <Box
      component="span"
      role="img"
      aria-label={label}
      title={label}
      sx={({ pli }) => ({
        display: 'inline-flex',
        color: danger ? pli.tones.danger.fg : pli.muted,
        '& svg': { fontSize: 16 },
      })}
    >
      {children}
    </Box>
  );
}

interface RowBadgesProps {
  readonly row: DossierRow;
  readonly withState: boolean;
}

export function RowBadges({ row, withState }: RowBadgesProps) {
  const t = useTranslate();
  const nameOf = useNameOf();
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, flex: 'none' }}>
      {row.alert && (
        <Sign danger label={t(`pli.row.alert.${row.alert}`)}>
          <AlertIcon />
        </Sign>
      )}
      {row.offer && (
        <Sign label={t('pli.row.offered', { name: nameOf(row.offer.to) })}>
          <OfferIcon />
        </Sign>
      )}
      {row.direction === 'outbound' && (
        <Sign label={t('pli.row.outbound')}>
          <OutboundIcon />
        </Sign>
      )}
      {row.hasDraft && (
        <Sign label={t('pli.row.draft')}>
          <DraftIcon />
        </Sign>
      )}
      {row.hasAttachments && (
        <Sign label={t('pli.row.attachments')}>
          <AttachmentIcon />
        </Sign>
      )}
      {row.assignee && (
        <Sign label={t('pli.row.assignee', { name: nameOf(row.assignee) })}>
          <Box
            component="span"
            sx={{ fontSize: 11, fontWeight: 600, px: 0.5, border: 1, borderColor: 'divider', borderRadius: 0.75 }}
          >
            {initials(nameOf(row.assignee))}
          </Box>
        </Sign>
      )}
      <OutcomeTick outcome={row.outcome} />
      {withState && <StateChip dossier={row} />}
    </Box>
  );
}
