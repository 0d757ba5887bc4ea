/** How a letter of ours leaves: saved for later, submitted, or sent by one of the three replies. */
import AttachIcon from '@mui/icons-material/AttachFileOutlined';
import { Box, Button, IconButton, Tooltip } from '@mui/material';
import { useRef } from 'react';
import { useTranslate } from 'react-admin';
import { REPLIES, type Reply } from '../../../domain/commands.ts';
import { keysText } from '../../shell/Keys.tsx';
import { outcomeOf } from '../composer/primary-reply.ts';
import type { Departure } from './use-start.ts';

interface NewLetterBarProps {
  readonly primary: Reply;
  /** A8: what keeps the dossier open is for queues in pull mode. */
  readonly pull: boolean;
  readonly busy: boolean;
  readonly onFiles: (files: FileList) => void;
  readonly onDepart: (departure: Departure) => void;
  readonly onLeave: () => void;
}

export function NewLetterBar({ primary, pull, busy, onFiles, onDepart, onLeave }: NewLetterBarProps) {
  const t = useTranslate();
  const picker = useRef<HTMLInputElement>(null);
  const replies = REPLIES.filter((type) => pull || type !== 'replyKeepOpen');
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
      <Button onClick={onLeave}>{t('ra.action.cancel')}</Button>
      <Button disabled={busy} onClick={() => onDepart({ type: 'suspend' })}>
        {t('pli.outbound.save')}
      </Button>
      <Button disabled={busy} onClick={() => onDepart({ type: 'submitForValidation', outcome: outcomeOf(primary) })}>
        {t('pli.composer.validation')}
      </Button>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 1, ml: 'auto' }}>
        {[...replies.filter((type) => type !== primary), primary].map((type) => (
          <Tooltip key={type} title={type === primary ? keysText('Mod+Enter') : ''}>
            <span>
              <Button
                variant={type === primary ? 'contained' : 'outlined'}
                disabled={busy}
                onClick={() => onDepart({ type })}
              >
                {t(`pli.outbound.${type}`)}
              </Button>
            </span>
          </Tooltip>
        ))}
      </Box>
    </Box>
  );
}
