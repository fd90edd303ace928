/**
 * Entry: asks who is signed in. Nobody: the sign-in page, which is all this chunk contains. Somebody: the shell is loaded.
 * React, the mark and a form are the whole sign-in page, so it stays below its size budget.
 */
import './ui/tokens.css';
import './ui/styles/base.css';
import { lazy, StrictMode, Suspense, useCallback, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { configureClient } from './api/client.ts';
import { fetchSession, type Session } from './api/session.tsx';
import { FirstPassword } from './sign-in/PasswordForm.tsx';
import { SignIn, SignInAgain } from './sign-in/SignIn.tsx';
import { AppearanceProvider } from './ui/appearance.tsx';
import { LanguageProvider } from './ui/language.tsx';

const loadApp = () => import('./app/App.tsx');
const App = lazy(() => loadApp().then((module) => ({ default: module.App })));

/** `ended`: the session is over, and what was being worked on stays as it is behind the sign-in page until the same person is back. */
type Stage = { kind: 'asking' } | { kind: 'out' } | { kind: 'in'; session: Session; ended?: boolean };

function Root() {
  const [stage, setStage] = useState<Stage>({ kind: 'asking' });
  const enter = useCallback((session: Session) => setStage({ kind: 'in', session }), []);
  useEffect(() => {
    configureClient({ onSignedOut: () => setStage((stage) => (stage.kind === 'in' ? { ...stage, ended: true } : { kind: 'out' })) });
    fetchSession().then((session) => {
      if (session) return enter(session);
      setStage({ kind: 'out' });
      return void loadApp();
    }, () => setStage({ kind: 'out' }));
  }, [enter]);
  if (stage.kind === 'asking') return null;
  if (stage.kind === 'out') return <SignIn onSignedIn={enter} />;
  if (stage.session.user.mustChangePassword) return <FirstPassword session={stage.session} onDone={enter} />;
  return (
    <Suspense fallback={null}>
      <App key={stage.session.user.id} session={stage.session} onSignedOut={() => setStage({ kind: 'out' })} />
      {stage.ended && <SignInAgain onSignedIn={enter} />}
    </Suspense>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <LanguageProvider>
        <AppearanceProvider>
          <Root />
        </AppearanceProvider>
      </LanguageProvider>
    </StrictMode>,
  );
}
