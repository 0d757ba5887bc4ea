/** `Brouillon` · `Validation ▾` · `Aperçu` … the replies, the last one used as the primary (Mod+Enter). */
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Button, IconButton, Tooltip } from '@mui/material';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { REPLIES, type Reply } from '../../../domain/dossier/commands.ts';
import { useDefinition } from '../../data/queries.ts';
import { useLabel } from '../../i18n/format.ts';
import { keysText } from '../../shell/Keys.tsx';
import { LetterBar } from './LetterBar.tsx';
import { lacksOnlyOutcome, refusalOf, type Submission } from './primary-reply.ts';
import { ValidationMenu } from './ValidationMenu.tsx';

interface BarReplies {
  readonly dossier: DossierDetail;
  readonly primary: Submission;
  readonly busy: boolean;
  readonly onSend: (submission: Submission) => void;
  /** Saves it and lets it wait in the queue (G14); null where that is not open. */
  readonly onSuspend: (() => void) | null;
}

interface ComposerBarProps extends BarReplies {
  readonly templates: ReactNode;
  readonly onFiles: (files: Iterable<File>) => void;
  readonly onSave: () => void;
  readonly onPreview: () => void;
  readonly onDelete: () => void;
}

export function ComposerBar({
  templates,
  onFiles,
  onSave,
  onPreview,
  onDelete,
  onSuspend,
  ...replies
}: ComposerBarProps) {
  const t = useTranslate();
  return (
    <LetterBar onFiles={onFiles} replies={<ReplyButtons {...replies} />}>
      <Tooltip title={t('pli.composer.delete')}>
        <IconButton aria-label={t('pli.composer.delete')} onClick={onDelete}>
          <DeleteIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Button onClick={onSave}>{t('pli.composer.draft')}</Button>
      {onSuspend && (
        <Button disabled={replies.busy} onClick={onSuspend}>
          {t('pli.composer.suspend')}
        </Button>
      )}
      <ValidationMenu {...replies} />
      {templates}
      <Button onClick={onPreview}>{t('pli.composer.preview')}</Button>
    </LetterBar>
  );
}

function ReplyButtons({ dossier, primary, busy, onSend }: Omit<BarReplies, 'onSuspend'>) {
  const nameOf = useReplyName(dossier);
  const first = primary.type === 'submitForValidation' ? undefined : primary.type;
  // Each at its place, whichever is the primary: the hand knows where they are.
  return REPLIES.map((type) => {
    const refusal = refusalOf(dossier, { type });
    const name = nameOf(type);
    if (!name || refusal?.code === 'not-in-this-state') return null;
    // The outcome it lacks is asked for on the way (N21).
    const barred = refusal !== null && !lacksOnlyOutcome(dossier, refusal);
    const hint = barred ? refusal.detail : type === first ? keysText('Mod+Enter') : '';
    return (
      <Tooltip key={type} title={hint}>
        <span>
          <Button
            variant={type === first ? 'contained' : 'outlined'}
            disabled={busy || barred}
            aria-description={barred ? refusal.detail : undefined}
            aria-keyshortcuts={type === first ? 'Control+Enter' : undefined}
            data-primary={type === first || undefined}
            onClick={() => onSend({ type })}
          >
            {name}
          </Button>
        </span>
      </Tooltip>
    );
  });
}

/** The name the definition gives a reply; undefined where it has none. */
function useReplyName({ definition: pinned }: Pick<DossierDetail, 'definition'>) {
  const label = useLabel();
  const definition = useDefinition(pinned);
  return (type: Reply) => {
    const transition = definition?.transitions.find((each) => each.cause === type);
    return transition && label(transition.label);
  };
}
