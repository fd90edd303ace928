/** Changing one's own password: after signing in with a one-time one, and from the menu under one's name. Says what is wrong at its field. */
import './sign-in.css';
import { useState, type FormEvent } from 'react';
import { asProblem, type Problem } from '../api/problem.ts';
import { changePassword, type Session } from '../api/session.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useText, type Text } from '../ui/language.tsx';

const fields = [
  { key: 'current', label: { zh: '当前密码', en: 'Present password' }, autoComplete: 'current-password' },
  { key: 'next', label: { zh: '新密码（至少 8 个字符）', en: 'New password (at least 8 characters)' }, autoComplete: 'new-password' },
  { key: 'again', label: { zh: '再输一次新密码', en: 'New password again' }, autoComplete: 'new-password' },
] as const;

export function PasswordForm({ login, onDone }: { login: string; onDone: (session: Session) => void }) {
  const text = useText();
  const [values, setValues] = useState({ current: '', next: '', again: '' });
  const [problem, setProblem] = useState<Text>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (values.next !== values.again) return setProblem({ zh: '两次输入的新密码不一样。', en: 'The new passwords differ.' });
    if (values.next.length < 8) return setProblem({ zh: '新密码至少 8 个字符。', en: 'The new password takes at least 8 characters.' });
    setBusy(true);
    setProblem(undefined);
    try {
      onDone(await changePassword(values.current, values.next));
    } catch (error) {
      const found: Problem = asProblem(error);
      setProblem(found.message);
    } finally {
      setBusy(false);
    }
    return undefined;
  };
  return (
    <form className="si-fields" onSubmit={(event) => void submit(event)}>
      <input type="text" name="login" autoComplete="username" value={login} readOnly hidden />
      {fields.map((field, index) => (
        <label key={field.key}>
          <span>{text(field.label)}</span>
          <input name={field.key} type="password" autoComplete={field.autoComplete} autoFocus={index === 0} required value={values[field.key]} onChange={(event) => setValues({ ...values, [field.key]: event.currentTarget.value })} />
        </label>
      ))}
      {problem && <p className="si-problem" role="alert"><Icon name="help" />{text(problem)}</p>}
      <button type="submit" className="si-enter" aria-busy={busy}>{text({ zh: '修改密码', en: 'Change password' })}</button>
    </form>
  );
}

/** Instead of the application, while a one-time password is in force. */
export function FirstPassword({ session, onDone }: { session: Session; onDone: (session: Session) => void }) {
  const text = useText();
  return (
    <main className="si">
      <div className="si-card">
        <b style={{ fontSize: 16 }}>{text({ zh: `${session.user.name}，请先改密码`, en: `${session.user.name}, please change your password first` })}</b>
        <p className="mw-second">{text({ zh: '您用的是一次性密码，改好后即可进入。', en: 'You signed in with a one-time password; change it to go on.' })}</p>
        <PasswordForm login={session.user.login} onDone={onDone} />
      </div>
    </main>
  );
}
