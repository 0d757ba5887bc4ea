/** The person: language, theme, single keys, sign out. */
import { Avatar, Box, Divider, IconButton, ListSubheader, Menu, MenuItem, Typography } from '@mui/material';
import { type MouseEvent, useState } from 'react';
import { useLogout, useTranslate } from 'react-admin';
import type { PreferencesInput } from '../../api/schemas.ts';
import { useUser } from '../data/queries.ts';
import { initials } from './initials.ts';
import { UNSEEN } from './unseen.ts';
import { useSavePreferences } from './use-preferences.ts';

const CHOICES: readonly {
  readonly title: string;
  readonly choices: readonly (PreferencesInput & { label: string })[];
}[] = [
  {
    title: 'pli.user.language',
    choices: [
      { label: 'pli.user.fr', language: 'fr' },
      { label: 'pli.user.en', language: 'en' },
    ],
  },
  {
    title: 'pli.user.theme',
    choices: [
      { label: 'pli.user.light', theme: 'light' },
      { label: 'pli.user.dark', theme: 'dark' },
      { label: 'pli.user.system', theme: 'system' },
    ],
  },
  {
    title: 'pli.user.singleKeys',
    choices: [
      { label: 'pli.user.on', singleKeys: true },
      { label: 'pli.user.off', singleKeys: false },
    ],
  },
];

export function UserMenu() {
  const t = useTranslate();
  const user = useUser();
  const save = useSavePreferences();
  const logout = useLogout();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const close = () => setAnchor(null);
  const chosen = (choice: PreferencesInput) =>
    Object.entries(choice).every(
      ([name, value]) => name === 'label' || Reflect.get(user?.preferences ?? {}, name) === value,
    );
  if (!user) return null;
  return (
    <>
      <IconButton
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event: MouseEvent<HTMLElement>) => setAnchor(event.currentTarget)}
      >
        <Avatar
          aria-hidden
          sx={({ pli }) => ({
            width: 28,
            height: 28,
            fontSize: 12,
            fontWeight: 600,
            bgcolor: pli.accent,
            color: pli.onAccent,
          })}
        >
          {initials(user.name)}
        </Avatar>
        <Box component="span" sx={UNSEEN}>
          {t('pli.user.menu', { name: user.name })}
        </Box>
      </IconButton>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close}>
        <Box component="li" role="presentation" sx={{ px: 2, py: 1 }}>
          <Typography sx={{ fontWeight: 600 }}>{user.name}</Typography>
          <Typography variant="body2" sx={{ color: 'text.secondary' }}>
            {user.email}
          </Typography>
        </Box>
        {CHOICES.flatMap(({ title, choices }) => [
          <Divider key={`${title}-line`} component="li" role="presentation" />,
          <ListSubheader key={title} role="presentation" sx={{ lineHeight: '32px' }}>
            {t(title)}
          </ListSubheader>,
          ...choices.map(({ label, ...choice }) => (
            <MenuItem
              key={label}
              role="menuitemradio"
              aria-checked={chosen(choice)}
              selected={chosen(choice)}
              dense
              onClick={() => {
                close();
                void save(choice);
              }}
            >
              {t(label)}
            </MenuItem>
          )),
        ])}
        <Divider component="li" role="presentation" />
        <MenuItem dense onClick={() => logout()}>
          {t('pli.user.signOut')}
        </MenuItem>
      </Menu>
    </>
  );
}
