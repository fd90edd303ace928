/** Sign-in: login and password, what went wrong in a sentence, and the demonstration accounts where the server offers them. */
import './sign-in.css';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { asProblem } from '../api/problem.ts';
import { fetchDemoAccounts, signIn, type DemoAccount, type Session } from '../api/session.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useLanguage, useText, type Text } from '../ui/language.tsx';
import { Mark } from '../ui/Mark.tsx';

type SignInProps = { onSignedIn: (session: Session) => void; ended?: boolean };
/** The session ended in the middle of something: the sign-in page lies over everything, which cannot be seen or reached until somebody is signed in. */
export function SignInAgain({ onSignedIn }: SignInProps) {
  const over = useRef<HTMLDialogElement>(null);
  useEffect(() => over.current?.showModal(), []);
  // A second Escape closes a dialog whatever one does; it comes back.
  return <dialog ref={over} className="si-over" onCancel={(event) => event.preventDefault()} onClose={(event) => event.currentTarget.showModal()}><SignIn onSignedIn={onSignedIn} ended /></dialog>;
}

export function SignIn({ onSignedIn, ended = false }: SignInProps) {
  const text = useText();
  const { language, setLanguage } = useLanguage();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<Text | undefined>(ended ? { zh: '登录已过期，请重新登录。页面原样留着，登录后接着做。', en: 'Your session has ended. Sign in again; your pages are as you left them.' } : undefined);
  const [busy, setBusy] = useState(false);
  const [demo, setDemo] = useState<readonly DemoAccount[]>([]);
  const loginBox = useRef<HTMLInputElement>(null);
  const passwordBox = useRef<HTMLInputElement>(null);
  useEffect(() => loginBox.current?.focus(), []);
  useEffect(() => {
    fetchDemoAccounts().then((accounts) => setDemo(accounts ?? []), () => setDemo([]));
  }, []);

  const enter = async (withLogin: string, withPassword: string) => {
    if (busy) return;
    setBusy(true);
    setProblem(undefined);
    try {
      onSignedIn(await signIn(withLogin, withPassword));
    } catch (error) {
      setProblem(asProblem(error).message);
      passwordBox.current?.select();
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter(login.trim(), password);
  };
  return (
    <main className="si">
      <button type="button" className="si-language" onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}>中 / EN</button>
      <div className="si-columns">
        <form className="si-card" onSubmit={submit}>
          <div className="si-brand"><Mark size={40} /><b>匠造</b><span>Millwright</span></div>
          <p className="mw-second">{text({ zh: '仓库账与财务账，同一本账。', en: 'Stock and ledger, one set of books.' })}</p>
          <label>
            <span>{text({ zh: '工号', en: 'Login' })}</span>
            <input name="login" autoComplete="username" ref={loginBox} value={login} onChange={(event) => setLogin(event.currentTarget.value)} required />
          </label>
          <label>
            <span>{text({ zh: '密码', en: 'Password' })}</span>
            <input name="password" type="password" autoComplete="current-password" ref={passwordBox} value={password} onChange={(event) => setPassword(event.currentTarget.value)} required />
          </label>
          {problem && <p className="si-problem" role="alert"><Icon name="help" />{text(problem)}</p>}
          <button type="submit" className="si-enter" aria-busy={busy}>{text({ zh: '登录', en: 'Sign in' })} <kbd>Enter</kbd></button>
        </form>
        {demo.length > 0 && (
          <section className="si-demo" aria-label={text({ zh: '演示账号', en: 'Demonstration accounts' })}>
            <h2>{text({ zh: '演示账号', en: 'Demonstration accounts' })} <small>{text({ zh: `密码都是 ${demo[0]?.password}，点一下直接进`, en: `password ${demo[0]?.password}; click to enter` })}</small></h2>
            <ul>
              {demo.map((account) => (
                <li key={account.login}>
                  <button type="button" onClick={() => void enter(account.login, account.password)}>
                    <b>{account.name}</b><span>{account.post}</span><code>{account.login}</code>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </main>
  );
}
