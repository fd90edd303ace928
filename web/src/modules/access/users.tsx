/** 用户: the list, and beside it the sheet in which one is entered, changed, disabled or given a one-time password, which is shown once. */
import { getUser, listRoles, listUsers, resetPassword, saveUser, userForm } from '@millwright/server/modules/access/user/user.contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useState } from 'react';
import { runCommand, runQuery } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { fieldShapes, recordToWire, type Values } from '../../record/fields.ts';
import { History } from '../../record/History.tsx';
import { noProblems, placeProblem, withoutHead, type FieldProblems } from '../../record/field-problems.ts';
import { ListPage, type ListOptions } from '../../record/list/ListPage.tsx';
import { usePage } from '../../record/page-context.tsx';
import { ProblemNotice } from '../../record/ProblemNotice.tsx';
import { RecordForm } from '../../record/RecordForm.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useText } from '../../ui/language.tsx';
import { Bones, Notice } from '../../ui/Notice.tsx';
import { Section } from '../../ui/Panel.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

const formFields = new Set([...Object.keys(userForm.shape)]);

export function UsersPage() {
  const page = usePage();
  const [target, setTarget] = useState<string | undefined>(page.params['id']);
  useEffect(() => setTarget(page.params['id']), [page.params]);
  const listOptions: ListOptions = { preview: false, onOpen: (row) => setTarget(row.id), create: { onCreate: () => setTarget('new') } };
  const close = () => {
    page.setUnsaved(false);
    setTarget(undefined);
  };
  return (
    <>
      <ListPage contract={listUsers} options={listOptions} />
      {target && <UserSheet key={target} id={target === 'new' ? undefined : target} onClose={close} />}
    </>
  );
}

function UserSheet({ id, onClose }: { id: string | undefined; onClose: () => void }) {
  const text = useText();
  const client = useQueryClient();
  const { company, may, session } = useSession();
  const { message, modal } = App.useApp();
  const { setUnsaved } = usePage();
  const roles = useQuery({ queryKey: [listRoles.name, company?.id], queryFn: ({ signal }) => runQuery(listRoles, {}, signal) });
  const loaded = useQuery({ queryKey: [getUser.name, company?.id, id], enabled: id !== undefined, staleTime: 0, queryFn: ({ signal }) => runQuery(getUser, { id: id ?? '' }, signal) });
  const [values, setValues] = useState<Values>(() => (id === undefined ? { active: true, roles: [] } : {}));
  const [problems, setProblems] = useState<FieldProblems>(noProblems);
  const [changed, setChanged] = useState(false);
  /** Given just now, with the login it is for; shown until the sheet is closed. */
  const [given, setGiven] = useState<{ login: string; password: string }>();
  useEffect(() => {
    if (loaded.data) setValues(loaded.data);
  }, [loaded.data]);
  useEffect(() => setUnsaved(changed), [changed, setUnsaved]);
  const readOnly = !may(saveUser.permission);
  const chosen = (values['roles'] ?? []) as readonly string[];
  const set = (next: Values, field: string) => {
    setValues(next);
    setChanged(true);
    setProblems((before) => withoutHead(before, field));
  };
  const done = async () => {
    setChanged(false);
    setProblems(noProblems);
    await Promise.all([listUsers, getUser].map(({ name }) => client.invalidateQueries({ queryKey: [name] })));
  };
  const fail = (error: unknown) => setProblems(placeProblem(asProblem(error), new Set([...formFields, 'roles'])));
  const save = async () => {
    const password = id === undefined ? oneTimePassword() : undefined;
    try {
      await runCommand(saveUser, { ...(recordToWire(userForm, values) as { login: string; name: string }), roles: [...chosen], ...(loaded.data ? { id: loaded.data.id, version: loaded.data.version } : {}), ...(password ? { password } : {}) });
      await done();
      if (password) return setGiven({ login: String(values['login']), password });
      message.success(text({ zh: '已保存', en: 'Saved' }));
      return onClose();
    } catch (error) {
      return fail(error);
    }
  };
  const reset = async () => {
    if (!loaded.data) return;
    const password = oneTimePassword();
    try {
      await runCommand(resetPassword, { id: loaded.data.id, version: loaded.data.version, password });
      await done();
      setGiven({ login: loaded.data.login, password });
    } catch (error) {
      fail(error);
    }
  };
  const askReset = () => void modal.confirm({
    title: text({ zh: '重置密码', en: 'Reset the password' }), icon: null, okText: text({ zh: '重置', en: 'Reset' }), cancelText: text({ zh: '取消', en: 'Cancel' }), onOk: reset,
    content: text({ zh: '会生成一次性密码，这个人所有的登录都会退出，下次登录必须改密码。', en: 'A one-time password is made, every session of this person ends, and the password must be changed at the next sign-in.' }),
  });
  const leave = () => {
    if (!changed) onClose();
    else modal.confirm({ title: text({ zh: '修改还没有保存', en: 'Changes are not saved' }), content: text({ zh: '放弃后要重新填写。', en: 'They will have to be entered again.' }), icon: null, okText: text({ zh: '放弃修改', en: 'Discard' }), cancelText: text({ zh: '继续填写', en: 'Go on editing' }), onOk: onClose });
  };
  const rolesProblem = problems.head.get('roles');
  const settled = (id === undefined || loaded.data !== undefined) && roles.data !== undefined;
  return (
    <Sheet label={text(listUsers.title)} width={520} onEscape={leave}>
      <form className="mw-drawer-form" onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <header className="mw-panel-head" style={{ height: 48, borderBottom: '1px solid var(--mw-line)' }}>
          <h2 className="mw-strong" style={{ fontSize: 16 }}>{id === undefined ? text({ zh: '新增用户', en: 'New user' }) : `${text({ zh: '用户', en: 'User' })} ${loaded.data?.login ?? ''}`}</h2>
          <span className="mw-space" />
          <IconButton icon="close" title={text({ zh: '关闭', en: 'Close' })} onPress={leave} />
        </header>
        <div style={{ flex: 1, overflow: 'auto' }}>
          {given && (
            <div style={{ padding: '12px 12px 0' }}>
              <Notice kind="success" title={text({ zh: `${given.login} 的一次性密码（只显示这一次）`, en: `One-time password of ${given.login}, shown only this once` })} action={window.isSecureContext && <Button small onPress={() => navigator.clipboard.writeText(given.password)}>{text({ zh: '复制', en: 'Copy' })}</Button>}>
                <code className="mw-strong" style={{ fontSize: 16 }}>{given.password}</code>
                <p className="mw-small mw-second">{text({ zh: '请当面或用可靠的方式告诉本人；首次登录时必须修改。', en: 'Give it to the person by a safe way; it must be changed at the first sign-in.' })}</p>
              </Notice>
            </div>
          )}
          {(problems.problem || loaded.error) && <div style={{ padding: '12px 12px 0' }}><ProblemNotice problem={problems.problem ?? asProblem(loaded.error)} sentences={problems.problem ? [...problems.general, ...problems.head.values()] : undefined} /></div>}
          {!settled ? <Bones lines={6} /> : (
            <>
              <RecordForm schema={userForm} values={values} onChange={set} problems={problems.head} readOnly={readOnly || given !== undefined} columns={1} options={{ login: { readOnly: id !== undefined } }} />
              <Section title={text({ zh: '角色', en: 'Roles' })} aside={text({ zh: '至少一个；权限按角色', en: 'at least one; they carry the permissions' })}>
                {roles.data?.rows.map((role) => (
                  <label key={role.id} className="mw-row" style={{ minHeight: 28 }}>
                    <input type="checkbox" checked={chosen.includes(role.id)} disabled={readOnly || given !== undefined} onChange={(event) => set({ ...values, roles: event.currentTarget.checked ? [...chosen, role.id] : chosen.filter((one) => one !== role.id) }, 'roles')} style={{ width: 15, height: 15, accentColor: 'var(--mw-primary)' }} />
                    <span>{role.name}</span> <span className="mw-muted mw-small">{role.code}</span>
                  </label>
                ))}
                {rolesProblem && <p className="mw-waiting mw-small" role="alert">{text(rolesProblem)}</p>}
              </Section>
              {id !== undefined && may('foundation/history.view') && (
                <Section title={text({ zh: '历史', en: 'History' })}>
                  <History noun="access/user" id={id} fields={fieldShapes(userForm)} actions={{ 'reset-password': resetPassword }} />
                </Section>
              )}
            </>
          )}
        </div>
        <footer className="mw-row" style={{ padding: '10px 12px', borderTop: '1px solid var(--mw-line)' }}>
          {id !== undefined && !given && <Button onPress={askReset} whyNot={!may(resetPassword.permission) ? text({ zh: '您没有重置密码的权限。', en: 'You may not reset passwords.' }) : id === session.user.id ? text({ zh: '自己的密码请在右上角「修改密码」里改。', en: 'Change your own in the menu under your name.' }) : undefined}>{text({ zh: '重置密码', en: 'Reset password' })}</Button>}
          <span className="mw-space" />
          <Button onPress={leave}>{text({ zh: '关闭', en: 'Close' })}</Button>
          {!given && <Button primary onPress={save} whyNot={readOnly ? text({ zh: '您没有维护用户的权限，请向管理员申请。', en: 'You may not maintain users.' }) : !changed ? text({ zh: '没有要保存的修改。', en: 'Nothing has changed.' }) : chosen.length === 0 ? text({ zh: '请至少选一个角色。', en: 'Choose at least one role.' }) : undefined}>{text({ zh: '保存', en: 'Save' })}</Button>}
        </footer>
      </form>
    </Sheet>
  );
}

/** Made here, because an answer of the server would be kept with the command. Letters and digits nobody mistakes, 12 of 54: 69 bits. */
function oneTimePassword(): string {
  const signs = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
  const drawn: string[] = [];
  while (drawn.length < 12) for (const byte of crypto.getRandomValues(new Uint8Array(16))) if (byte < signs.length * 4 && drawn.length < 12) drawn.push(signs[byte % signs.length] ?? '');
  return drawn.join('');
}
