/** The frame of every screen: the rail, then the screen itself. */
import { Box, GlobalStyles, useMediaQuery } from '@mui/material';
import { type ReactNode, useEffect, useState } from 'react';
import { useLocaleState, useTranslate } from 'react-admin';
import { MailboxAlerts } from '../configuration/mailboxes/MailboxAlerts.tsx';
import { EventsProvider } from '../data/events.tsx';
import { useBadges, useUser } from '../data/queries.ts';
import { useDraftDesk } from '../desk/composer/DraftDeskProvider.tsx';
import { OfferCard } from '../desk/offer/OfferCard.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { OfflineBar } from './OfflineBar.tsx';
import { RonaBar } from './presence/RonaBar.tsx';
import { Rail } from './Rail.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { ShortcutsProvider, useShortcut } from './ShortcutsProvider.tsx';
import { useFollowPreferences } from './use-preferences.ts';
import { useRegions } from './use-regions.ts';

export const NARROW = '(max-width:899.95px)';
export const useNarrow = (): boolean => useMediaQuery(NARROW, { noSsr: true });

/** The language of the page, for screen readers and hyphenation. */
export function useDocumentLanguage(): void {
  const [locale] = useLocaleState();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
}

/** The title of the page: how many dossiers have news, where we are, the product. Null leaves it to what else is on screen. */
export function useDocumentTitle(title: string | null): void {
  const unread = useBadges()?.unread ?? 0;
  useEffect(() => {
    const count = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : '';
    if (title !== null) document.title = count + (title ? `${title} · Pli` : 'Pli');
  }, [title, unread]);
}

function Frame({ children }: { readonly children?: ReactNode }) {
  const [help, setHelp] = useState(false);
  const narrow = useNarrow();
  const t = useTranslate();
  const user = useUser();
  const drafts = useDraftDesk();
  useEffect(() => {
    if (user) drafts.claim(user.id);
  }, [drafts, user]);
  useFollowPreferences();
  useDocumentLanguage();
  useRegions();
  useShortcut('help', () => setHelp(true));
  return (
    <Box
      sx={{ display: 'flex', flexDirection: narrow ? 'column-reverse' : 'row', height: '100dvh', overflow: 'hidden' }}
    >
      <GlobalStyles styles={{ '#main-content:focus': { outline: 'none' } }} />
      <Rail narrow={narrow} onHelp={() => setHelp(true)} />
      <Box
        component="main"
        id="main-content"
        aria-label={t('pli.shell.main')}
        sx={{ flex: 1, minWidth: 0, minHeight: 0, display: 'flex', flexDirection: 'column' }}
      >
        <OfflineBar />
        <RonaBar />
        {user && <MailboxAlerts />}
        <ErrorBoundary>{user && children}</ErrorBoundary>
      </Box>
      <OfferCard />
      <ShortcutSheet open={help} onClose={() => setHelp(false)} />
    </Box>
  );
}

export function Shell({ children }: { readonly children?: ReactNode }) {
  return (
    <EventsProvider>
      <ShortcutsProvider>
        <Frame>{children}</Frame>
      </ShortcutsProvider>
    </EventsProvider>
  );
}
