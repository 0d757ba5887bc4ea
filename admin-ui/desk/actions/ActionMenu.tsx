/** The rest of what may be done; what may not says why, and can be reached by key to be read. */
import MoreIcon from '@mui/icons-material/MoreHorizOutlined';
import { Box, IconButton, Menu, MenuItem, Tooltip } from '@mui/material';
import { useRef, useState } from 'react';
import { useTranslate } from 'react-admin';
import { Keys } from '../../shell/Keys.tsx';
import { useShortcut } from '../../shell/ShortcutsProvider.tsx';
import type { Action } from './actions.ts';

interface ActionMenuProps {
  readonly actions: readonly Action[];
  readonly nameOf: (action: Action) => string;
  readonly keyOf: (action: Action) => string | undefined;
  readonly busy: boolean;
  readonly onChoose: (action: Action) => void;
}

export function ActionMenu({ actions, nameOf, keyOf, busy, onChoose }: ActionMenuProps) {
  const t = useTranslate();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  useShortcut('actions', () => (actions.length > 0 ? setOpen(true) : false));
  if (actions.length === 0) return null;
  const choose = (action: Action) => {
    if (action.refusal !== null) return;
    setOpen(false);
    onChoose(action);
  };
  return (
    <>
      <Tooltip title={t('pli.actions.more')}>
        <span>
          <IconButton
            ref={button}
            aria-label={t('pli.actions.more')}
            aria-haspopup="menu"
            aria-expanded={open}
            disabled={busy}
            onClick={() => setOpen(true)}
          >
            <MoreIcon />
          </IconButton>
        </span>
      </Tooltip>
      <Menu anchorEl={button.current} open={open} onClose={() => setOpen(false)}>
        {actions.map((action) => (
          <ActionItem
            key={action.id}
            name={nameOf(action)}
            keys={keyOf(action)}
            refusal={action.refusal}
            onClick={() => choose(action)}
          />
        ))}
      </Menu>
    </>
  );
}

interface ActionItemProps {
  readonly name: string;
  readonly keys?: string | undefined;
  readonly refusal: string | null;
  readonly onClick: () => void;
}

/** MUI gives an item of a menu its focus by props, so they are passed on. */
export function ActionItem({ name, keys, refusal, onClick, ...item }: ActionItemProps) {
  return (
    <MenuItem {...item} dense aria-disabled={refusal !== null} onClick={onClick} sx={{ maxWidth: 360, gap: 2 }}>
      <Box sx={{ flex: 1, whiteSpace: 'normal' }}>
        <Box sx={{ color: refusal === null ? undefined : 'text.secondary' }}>{name}</Box>
        {refusal !== null && <Box sx={{ color: 'text.secondary', fontSize: 12, lineHeight: 1.35 }}>{refusal}</Box>}
      </Box>
      {keys && refusal === null && (
        <Box aria-hidden sx={{ color: 'text.secondary' }}>
          <Keys keys={keys} />
        </Box>
      )}
    </MenuItem>
  );
}
