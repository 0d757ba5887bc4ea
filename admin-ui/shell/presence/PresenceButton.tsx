/** At the foot of the rail: what colleagues and routing know of me, and one key to change it (W6). */
import { Box, IconButton, Popover, Tooltip } from '@mui/material';
import { useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { useShortcut } from '../ShortcutsProvider.tsx';
import { shortcutKeys } from '../shortcuts.ts';
import { UNSEEN } from '../unseen.ts';
import { PresenceIcon } from './PresenceIcon.tsx';
import { PresenceMenu } from './PresenceMenu.tsx';
import { nextPresence } from './presence.ts';
import { usePresence } from './use-presence.ts';

export function PresenceButton() {
  const t = useTranslate();
  const { presence, change } = usePresence();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  useShortcut('presence', () => (presence ? void change(nextPresence(presence.state)) : false));
  if (!presence) return null;
  const name = t(`pli.presence.state.${presence.state}`);
  return (
    <>
      <Tooltip title={t('pli.presence.tip', { state: name, keys: shortcutKeys('presence') })} placement="right">
        <IconButton
          ref={button}
          aria-label={t('pli.presence.menu', { state: name })}
          aria-haspopup="menu"
          aria-expanded={open}
          aria-keyshortcuts={shortcutKeys('presence')}
          onClick={() => setOpen(true)}
        >
          <PresenceIcon state={presence.state} />
        </IconButton>
      </Tooltip>
      <Popover
        anchorEl={button.current}
        open={open}
        onClose={close}
        anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
        transformOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        <PresenceMenu
          presence={presence}
          onChoose={(state) => {
            close();
            void change(state);
          }}
        />
      </Popover>
      <Box component="span" role="status" sx={UNSEEN}>
        {name}
      </Box>
    </>
  );
}
