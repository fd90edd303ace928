/** The signed-in application: theme, query client, router and shell. Loaded after sign-in; everything below a page is loaded by page. */
import '../ui/styles/parts.css';
import '../ui/styles/table.css';
import '../ui/styles/grid.css';
import '../ui/styles/form.css';
import '../record/record.css';
import './shell.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { App as AntApp, ConfigProvider } from 'antd';
import antEnglish from 'antd/locale/en_US';
import antChinese from 'antd/locale/zh_CN';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiProblem } from '../api/problem.ts';
import { SessionProvider, sessionState, signOut, type Session } from '../api/session.tsx';
import { useAppearance } from '../ui/appearance.tsx';
import { sayCutText } from '../ui/cut-text.ts';
import { useLanguage } from '../ui/language.tsx';
import { antdTheme } from '../ui/theme.ts';
import { ConfirmWarnings } from './ConfirmWarnings.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Shell } from './Shell.tsx';
import { SignOutContext } from './sign-out.ts';

document.addEventListener('mouseover', sayCutText);
if (location.pathname === '/index.html') history.replaceState(null, '', '/');

/** The router owns address and history; the shell keeps pages mounted in tabs and finds them by the table in routes.tsx. */
const rootRoute = createRootRoute({ component: Shell });
const router = createRouter({
  routeTree: rootRoute.addChildren([createRoute({ getParentRoute: () => rootRoute, path: '/' }), createRoute({ getParentRoute: () => rootRoute, path: '$' })]),
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(search as Record<string, string>).toString();
    return text ? `?${text}` : '';
  },
});

export function App({ session, onSignedOut }: { session: Session; onSignedOut: () => void }) {
  const { dark, density } = useAppearance();
  const { language } = useLanguage();
  const [client] = useState(() => new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => count < 2 && error instanceof ApiProblem && (error.problem.status === 0 || error.problem.status === 503),
      },
    },
  }));
  const theme = useMemo(() => antdTheme(dark, density === 'comfortable'), [dark, density]);
  const state = useMemo(() => sessionState(session), [session]);
  // Back after the session had ended: what was refused meanwhile is asked again.
  const entered = useRef(session);
  useEffect(() => {
    if (entered.current !== session) void client.invalidateQueries();
    entered.current = session;
  }, [session, client]);
  const leave = async () => {
    await signOut().catch(() => undefined);
    client.clear();
    onSignedOut();
  };
  return (
    <ErrorBoundary>
      <ConfigProvider theme={theme} locale={language === 'zh' ? antChinese : antEnglish} componentSize="medium">
        <AntApp component={false} message={{ maxCount: 1, duration: 2.5, top: 88 }}>
          <QueryClientProvider client={client}>
            <SessionProvider value={state}>
              <SignOutContext value={leave}>
                <RouterProvider router={router} />
                <ConfirmWarnings />
              </SignOutContext>
            </SessionProvider>
          </QueryClientProvider>
        </AntApp>
      </ConfigProvider>
    </ErrorBoundary>
  );
}
