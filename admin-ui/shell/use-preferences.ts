/** Language, theme and keys: the person's choices, kept by the server and shown at once. */

import { useMediaQuery } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useNotify, useSetLocale, useTheme } from 'react-admin';
import type { PreferencesInput } from '../../api/schemas.ts';
import { identityOf } from '../data/auth-provider.ts';
import { usePli, useUser } from '../data/queries.ts';

const IDENTITY_KEY = ['auth', 'getIdentity'];

export function useSavePreferences() {
  const pli = usePli();
  const client = useQueryClient();
  const notify = useNotify();
  return async (part: PreferencesInput) => {
    try {
      client.setQueryData(IDENTITY_KEY, identityOf(await pli.savePreferences(part)));
    } catch (error) {
      notify(error instanceof Error ? error.message : 'pli.error.title', { type: 'error' });
    }
  };
}

/** Makes the screens follow the preferences of who is signed in. */
export function useFollowPreferences(): void {
  const preferences = useUser()?.preferences;
  const setLocale = useSetLocale();
  const [mode, setMode] = useTheme();
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const theme = preferences?.theme ?? 'system';
  const wanted = theme === 'system' ? (prefersDark ? 'dark' : 'light') : theme;
  const language = preferences?.language;
  useEffect(() => {
    if (mode !== wanted) setMode(wanted);
  }, [mode, wanted, setMode]);
  useEffect(() => {
    if (language) void setLocale(language);
  }, [language, setLocale]);
}
