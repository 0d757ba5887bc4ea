/** Refuse, amend, approve: each with its key. */
import ApproveIcon from '@mui/icons-material/CheckOutlined';
import AmendIcon from '@mui/icons-material/EditOutlined';
import RefuseIcon from '@mui/icons-material/UndoOutlined';
import { Box, Button, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useUser } from '../data/queries.ts';
import { Keys } from '../shell/Keys.tsx';
import { shortcutKeys } from '../shell/shortcuts.ts';

interface DecisionBarProps {
  /** Why nothing may be decided; null: something may. */
  readonly note: string | null;
  readonly may: boolean;
  /** There are changes that were not approved yet. */
  readonly kept: boolean;
  readonly onApprove: () => void;
  readonly onAmend: () => void;
  readonly onRefuse: () => void;
}

export function DecisionBar({ note, may, kept, onApprove, onAmend, onRefuse }: DecisionBarProps) {
  const t = useTranslate();
  if (note !== null) {
    return (
      <Typography role="note" sx={{ px: 2, py: 1.5, color: 'text.secondary' }}>
        {note}
      </Typography>
    );
  }
  return (
    <Box
      role="group"
      aria-label={t('pli.approvals.decide')}
      sx={{ px: 2, py: 1, display: 'flex', gap: 1, flexWrap: 'wrap', alignItems: 'center' }}
    >
      <DecisionButton
        id="refuse"
        icon={<RefuseIcon />}
        text={t('pli.approvals.refuse')}
        disabled={!may}
        onClick={onRefuse}
      />
      <DecisionButton
        id="amend"
        icon={<AmendIcon />}
        text={t(kept ? 'pli.approvals.amending.resume' : 'pli.approvals.amend')}
        disabled={!may}
        onClick={onAmend}
      />
      {kept && (
        <Typography sx={{ color: 'text.secondary', fontSize: 13 }}>{t('pli.approvals.amending.kept')}</Typography>
      )}
      <Box sx={{ flex: 1 }} />
      <DecisionButton
        id="approve"
        primary
        icon={<ApproveIcon />}
        text={t('pli.approvals.approve')}
        disabled={!may}
        onClick={onApprove}
      />
    </Box>
  );
}

interface DecisionButtonProps {
  readonly id: 'approve' | 'amend' | 'refuse';
  readonly primary?: boolean;
  readonly icon: ReactNode;
  readonly text: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function DecisionButton({ id, primary = false, icon, text, disabled, onClick }: DecisionButtonProps) {
  const singleKeys = useUser()?.preferences.singleKeys ?? true;
  const keys = shortcutKeys(id);
  return (
    <Button
      variant={primary ? 'contained' : 'outlined'}
      size="medium"
      startIcon={icon}
      endIcon={
        singleKeys && (
          <Box
            aria-hidden
            component="span"
            sx={{ display: 'inline-flex', fontSize: 12, '& kbd': { lineHeight: '16px', borderColor: 'currentcolor' } }}
          >
            <Keys keys={keys} />
          </Box>
        )
      }
      aria-keyshortcuts={singleKeys ? keys : undefined}
      disabled={disabled}
      onClick={onClick}
    >
      {text}
    </Button>
  );
}
