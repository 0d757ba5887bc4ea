/** The whole application: its providers, and a route for each screen. */
import { lazy, useState } from 'react';
import { Admin, CustomRoutes } from 'react-admin';
import { Navigate, Route } from 'react-router-dom';
import { createAuthProvider } from './data/auth-provider.ts';
import { dataProvider } from './data/data-provider.ts';
import { createQueryClient } from './data/query-client.ts';
import { DraftDeskProvider } from './desk/composer/DraftDeskProvider.tsx';
import { createDraftDesk, saveDraftWith } from './desk/composer/draft-desk.ts';
import { DeskScreen } from './desk/DeskScreen.tsx';
import { i18nProvider } from './i18n/provider.ts';
import { Shell } from './shell/Shell.tsx';
import { SignIn } from './shell/SignIn.tsx';
import { darkTheme, lightTheme } from './shell/theme.ts';

const AlertsScreen = lazy(() => import('./alerts/AlertsScreen.tsx').then((m) => ({ default: m.AlertsScreen })));
const ApprovalsScreen = lazy(() =>
  import('./approvals/ApprovalsScreen.tsx').then((m) => ({ default: m.ApprovalsScreen })),
);
const SupervisionScreen = lazy(() =>
  import('./supervision/SupervisionScreen.tsx').then((m) => ({ default: m.SupervisionScreen })),
);
const ConfigurationScreen = lazy(() =>
  import('./configuration/ConfigurationScreen.tsx').then((m) => ({ default: m.ConfigurationScreen })),
);
const LedgerScreen = lazy(() => import('./ledger/LedgerScreen.tsx').then((m) => ({ default: m.LedgerScreen })));
const OutboxScreen = lazy(() => import('./outbox/OutboxScreen.tsx').then((m) => ({ default: m.OutboxScreen })));

function createServices() {
  const queryClient = createQueryClient();
  return {
    queryClient,
    authProvider: createAuthProvider(),
    draftDesk: createDraftDesk(saveDraftWith(dataProvider, queryClient)),
  };
}

export function App() {
  const [{ queryClient, authProvider, draftDesk }] = useState(createServices);
  return (
    <DraftDeskProvider desk={draftDesk}>
      <Admin
        title="Pli"
        dataProvider={dataProvider}
        authProvider={authProvider}
        i18nProvider={i18nProvider}
        queryClient={queryClient}
        layout={Shell}
        loginPage={SignIn}
        theme={lightTheme}
        darkTheme={darkTheme}
        requireAuth
        disableTelemetry
      >
        <CustomRoutes>
          <Route path="/" element={<Navigate to="/desk/inProgress" replace />} />
          <Route path="/desk/:desk/:dossier?" element={<DeskScreen />} />
          <Route path="/alerts" element={<AlertsScreen />} />
          <Route path="/approvals/:dossier?" element={<ApprovalsScreen />} />
          <Route path="/supervision" element={<SupervisionScreen />} />
          <Route path="/configuration/:pane?/:id?" element={<ConfigurationScreen />} />
          <Route path="/ledger" element={<LedgerScreen />} />
          <Route path="/outbox" element={<OutboxScreen />} />
        </CustomRoutes>
      </Admin>
    </DraftDeskProvider>
  );
}
