/** The states one may choose, what each means, and how much one has in hand (W6, N23). */
import { Box, ListItemIcon, ListItemText, MenuItem, MenuList } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { Presence } from '../../../api/schemas.ts';
import { Keys } from '../Keys.tsx';
import { shortcutKeys } from '../shortcuts.ts';
import { PresenceIcon } from './PresenceIcon.tsx';
import { CHOOSABLE, type Choosable, nextPresence } from './presence.ts';

interface PresenceMenuProps {
  readonly presence: Presence;
  readonly onChoose: (state: Choosable) => void;
}

export function PresenceMenu({ presence, onChoose }: PresenceMenuProps) {
  const t = useTranslate();
  const { state, load, capacity, assignedToday } = presence;
  return (
    <Box sx={{ maxWidth: 340 }}>
      {state === 'rona' && <Box sx={{ px: 2, pt: 1.5 }}>{t('pli.presence.rona')}</Box>}
      <MenuList autoFocusItem aria-label={t('pli.presence.title')}>
        {CHOOSABLE.map((each) => (
          <MenuItem
            key={each}
            role="menuitemradio"
            aria-checked={each === state}
            selected={each === state}
            onClick={() => onChoose(each)}
          >
            <ListItemIcon>
              <PresenceIcon state={each} />
            </ListItemIcon>
            <ListItemText primary={t(`pli.presence.state.${each}`)} secondary={t(`pli.presence.means.${each}`)} />
            {each === nextPresence(state) && (
              <Box aria-hidden sx={{ pl: 2, color: 'text.secondary' }}>
                <Keys keys={shortcutKeys('presence')} />
              </Box>
            )}
          </MenuItem>
        ))}
      </MenuList>
      <Box sx={{ px: 2, py: 1, borderTop: 1, borderColor: 'divider', color: 'text.secondary', fontSize: 13 }}>
        {capacity === null
          ? t('pli.presence.loadOnly', { load, today: assignedToday })
          : t('pli.presence.load', { load, capacity, today: assignedToday })}
      </Box>
    </Box>
  );
}
