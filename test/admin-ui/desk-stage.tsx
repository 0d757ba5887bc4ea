/** A stage for one part of the desk: the real screens over a data provider whose verbs a test may replace. */
import { ThemeProvider } from '@mui/material';
import { createTheme } from '@mui/material/styles';
import { configure, type RenderResult, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { CoreAdminContext } from 'react-admin';
import { MemoryRouter, Route, Routes } from 'react-router-dom';
import { identityOf } from '../../admin-ui/data/auth-provider.ts';
import type { PliDataProvider } from '../../admin-ui/data/data-provider.ts';
import { createQueryClient } from '../../admin-ui/data/query-client.ts';
import { UndoProvider } from '../../admin-ui/desk/UndoProvider.tsx';
import { i18nProvider } from '../../admin-ui/i18n/provider.ts';
import { ShortcutsProvider } from '../../admin-ui/shell/ShortcutsProvider.tsx';
import { lightTheme } from '../../admin-ui/shell/theme.ts';
import type { User } from '../../api/schemas.ts';
import { STANDARD } from '../../domain/lifecycle/standard.ts';
import { ROLE_RIGHTS } from '../../domain/rights.ts';

// How soon something shows depends on the machine; that it does is what is tested.
configure({ asyncUtilTimeout: 60_000 });

export const LEA: User = {
  id: 'lea',
  email: 'lea@pli.example',
  name: 'Léa Martin',
  role: 'agent',
  rights: [...ROLE_RIGHTS.agent],
  queues: ['support'],
  preferences: { language: 'fr', theme: 'light', singleKeys: true },
};

const colleague = (id: string, name: string) => ({
  id,
  name,
  queues: ['support'],
  skills: [],
  teams: [],
  state: 'available' as const,
});

const VERBS: Partial<PliDataProvider> = {
  definition: async () => STANDARD,
  badges: async () => ({ unread: 0, alerts: 0, quarantined: 0 }),
  markRead: async () => null,
  queues: async () => [
    {
      id: 'support',
      name: 'Support',
      routing: 'pull',
      status: 'open',
      counts: { inProgress: 1, validation: 0, handled: 0 },
    },
  ],
  destinations: async () => [
    { id: 'support', name: 'Support' },
    { id: 'billing', name: 'Facturation' },
  ],
  colleagues: async () => [colleague('lea', 'Léa Martin'), colleague('marc', 'Marc Petit')],
  skills: async () => [],
  teams: async () => [],
};

/** Where a screen that reads its address stands. */
interface Place {
  readonly path: string;
  readonly at: string;
}

const ANYWHERE: Place = { path: '*', at: '/' };

export function stage(
  children: ReactNode,
  verbs: Partial<PliDataProvider>,
  { path, at }: Place = ANYWHERE,
): RenderResult {
  const authProvider = {
    login: async () => {},
    logout: async () => {},
    checkAuth: async () => {},
    checkError: async () => {},
    getIdentity: async () => identityOf(LEA),
    canAccess: async () => true,
  };
  return render(
    <MemoryRouter initialEntries={[at]}>
      <CoreAdminContext
        authProvider={authProvider}
        dataProvider={{ ...VERBS, ...verbs } as PliDataProvider}
        i18nProvider={i18nProvider}
        queryClient={createQueryClient()}
      >
        <ThemeProvider theme={createTheme(lightTheme)}>
          <ShortcutsProvider>
            <UndoProvider>
              <Routes>
                <Route path={path} element={children} />
              </Routes>
            </UndoProvider>
          </ShortcutsProvider>
        </ThemeProvider>
      </CoreAdminContext>
    </MemoryRouter>,
  );
}
