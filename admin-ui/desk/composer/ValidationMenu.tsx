/** « Validation ▾ »: the answer goes to a supervisor, with what it does once accepted (A7). */
import OpenIcon from '@mui/icons-material/ArrowDropDownOutlined';
import { Button, Menu, Tooltip } from '@mui/material';
import { useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { keysText } from '../../shell/Keys.tsx';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import { shortcutKeys } from '../../shell/shortcuts.ts';
import { ActionItem } from '../actions/ActionMenu.tsx';
import { lacksOnlyOutcome, refusalOf, type Submission, WANTED } from './primary-reply.ts';

interface ValidationMenuProps {
  readonly dossier: DossierDetail;
  readonly primary: Submission;
  readonly busy: boolean;
  readonly onSend: (submission: Submission) => void;
}

export function ValidationMenu({ dossier, primary, busy, onSend }: ValidationMenuProps) {
  const t = useTranslate();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const refused = dossier.refused.find(({ type }) => type === 'submitForValidation');
  useShortcut('validate', () => (refused || busy ? false : setOpen(true)));
  if (refused?.code === 'not-in-this-state') return null;
  const isPrimary = primary.type === 'submitForValidation';
  const hint = refused?.detail ?? (isPrimary ? keysText('Mod+Enter') : '');
  return (
    <>
      <Tooltip title={hint}>
        <span>
          <Button
            ref={button}
            variant={isPrimary && !refused ? 'contained' : 'text'}
            disabled={busy || refused !== undefined}
            aria-description={refused?.detail}
            aria-haspopup="menu"
            aria-expanded={open}
            aria-keyshortcuts={shortcutKeys('validate')}
            endIcon={<OpenIcon />}
            onClick={() => setOpen(true)}
          >
            {t('pli.composer.validation')}
          </Button>
        </span>
      </Tooltip>
      <Menu anchorEl={button.current} open={open} onClose={() => setOpen(false)}>
        {WANTED.map((outcome) => {
          const submission = { type: 'submitForValidation', outcome } as const;
          const refusal = refusalOf(dossier, submission);
          const asked = lacksOnlyOutcome(dossier, refusal);
          return (
            <ActionItem
              key={outcome}
              name={t(`pli.composer.thenBy.${outcome}`)}
              refusal={refusal && !asked ? refusal.detail : null}
              onClick={() => {
                if (refusal && !asked) return;
                setOpen(false);
                onSend(submission);
              }}
            />
          );
        })}
      </Menu>
    </>
  );
}
