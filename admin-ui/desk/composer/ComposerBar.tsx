/** `Brouillon` · `Aperçu` … the replies, the last one used as the primary (Mod+Enter). */
import AttachIcon from '@mui/icons-material/AttachFileOutlined';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Box, Button, IconButton, Tooltip } from '@mui/material';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import type { DossierDetail } from '../../../api/schemas.ts';
import { REPLIES, type Reply } from '../../../domain/commands.ts';
import { useDefinition } from '../../data/queries.ts';
import { useLabel } from '../../i18n/format.ts';
import { keysText } from '../../shell/Keys.tsx';

interface ComposerBarProps {
  readonly dossier: DossierDetail;
  readonly primary: Reply;
  readonly busy: boolean;
  readonly onFiles: (files: FileList) => void;
  readonly onSave: () => void;
  readonly onPreview: () => void;
  readonly onDelete: () => void;
  readonly onSend: (type: Reply) => void;
}

export function ComposerBar({ busy, onFiles, onSave, onPreview, onDelete, ...replies }: ComposerBarProps) {
  const t = useTranslate();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        flexWrap: 'wrap',
        gap: 0.5,
        px: 1.5,
        py: 1,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t('pli.composer.attach')}
        onChange={({ target }) => {
          if (target.files) onFiles(target.files);
          target.value = '';
        }}
      />
      <Tooltip title={t('pli.composer.attach')}>
        <IconButton aria-label={t('pli.composer.attach')} onClick={() => picker.current?.click()}>
          <AttachIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Tooltip title={t('pli.composer.delete')}>
        <IconButton aria-label={t('pli.composer.delete')} onClick={onDelete}>
          <DeleteIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Button onClick={onSave}>{t('pli.composer.draft')}</Button>
      <Button onClick={onPreview}>{t('pli.composer.preview')}</Button>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 1, ml: 'auto' }}>
        <ReplyButtons busy={busy} {...replies} />
      </Box>
    </Box>
  );
}

function ReplyButtons({
  dossier,
  primary,
  busy,
  onSend,
}: Pick<ComposerBarProps, 'dossier' | 'primary' | 'busy' | 'onSend'>) {
  const label = useLabel();
  const definition = useDefinition(dossier.definition);
  const ordered = [...REPLIES.filter((type) => type !== primary), primary];
  return ordered.map((type) => {
    const refusal = dossier.refused.find((r) => r.type === type);
    const transition = definition?.transitions.find((each) => each.cause === type);
    if (!transition || refusal?.code === 'not-in-this-state') return null;
    const button = (
      <Button
        variant={type === primary ? 'contained' : 'outlined'}
        disabled={busy || refusal !== undefined}
        aria-description={refusal?.detail}
        onClick={() => onSend(type)}
      >
        {label(transition.label)}
      </Button>
    );
    const hint = refusal?.detail ?? (type === primary ? keysText('Mod+Enter') : '');
    return (
      <Tooltip key={type} title={hint}>
        <span>{button}</span>
      </Tooltip>
    );
  });
}
