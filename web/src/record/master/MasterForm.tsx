/** The form of one master record in its sheet: reads `<noun>.get`, writes `<noun>.save`, says what was refused where. */
import type { Noun } from '@millwright/server/kernel/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { commandByName, newClickKey, queryByName } from '../../api/client.ts';
import { asProblem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useText } from '../../ui/language.tsx';
import { cellProblem } from '../../ui/grid/grid-model.ts';
import { Bones } from '../../ui/Notice.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { Hanging } from '../attached/Hanging.tsx';
import { fieldShapes, initialValues, recordToWire, type Values } from '../fields.ts';
import { noProblems, placeProblem, withoutHead, type FieldProblems } from '../field-problems.ts';
import { History } from '../History.tsx';
import { usePage } from '../page-context.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { RecordForm } from '../RecordForm.tsx';
import { keyName } from '../shortcuts.ts';
import type { MasterOptions } from './MasterPage.tsx';

type MasterFormProps = { noun: Noun; options: MasterOptions; id: string | undefined; onClose: () => void; onNext: () => void };
type Key = { readonly id: string; readonly version: number };

export function MasterForm({ noun, options, id, onClose, onNext }: MasterFormProps) {
  const text = useText();
  const client = useQueryClient();
  const { may, company } = useSession();
  const { message, modal } = App.useApp();
  const { setUnsaved } = usePage();
  const loaded = useQuery({ queryKey: [`${noun}.get`, company?.id, id], enabled: id !== undefined, staleTime: 0, queryFn: ({ signal }) => queryByName<Values & Key>(`${noun}.get`, { id }, signal) });
  const [values, setValues] = useState<Values>(() => (id === undefined ? initialValues(options.contract.form, options.defaults?.()) : {}));
  const [problems, setProblems] = useState<FieldProblems>(noProblems);
  const [changed, setChanged] = useState(false);
  const clickKey = useRef(newClickKey());
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (loaded.data) setValues(loaded.data);
  }, [loaded.data]);
  // No clean-up: a hidden tab runs clean-ups too, and its dot must stay. Whoever closes the drawer resets it.
  useEffect(() => {
    setUnsaved(changed);
  }, [changed, setUnsaved]);
  const settled = id === undefined || loaded.data !== undefined;
  useEffect(() => {
    if (settled) form.current?.querySelector('input')?.focus();
  }, [settled]);

  const readOnly = !may(`${noun}.save`);
  const saveReason = readOnly ? { zh: `您没有修改${options.contract.title.zh}的权限，请向管理员申请。`, en: `You may not change this.` } : changed || id === undefined ? undefined : { zh: '没有要保存的修改。', en: 'Nothing has changed.' };
  const fields = fieldShapes(options.contract.form);
  const reason = (key: string) => fields.filter((field) => field.key === key).map((field) => cellProblem(field, values[key]))[0];
  const fail = (error: unknown) => setProblems(placeProblem(asProblem(error), new Set(fields.map((field) => field.key)), undefined, reason));
  const refresh = () => Promise.all([client.invalidateQueries({ queryKey: [options.contract.list.name] }), client.invalidateQueries({ queryKey: [`${noun}.get`] })]);
  const save = async (then: () => void) => {
    if (saveReason) return;
    try {
      const key = loaded.data ? { id: loaded.data.id, version: loaded.data.version } : {};
      await commandByName(`${noun}.save`, { ...key, ...recordToWire(options.contract.form, values) }, clickKey.current);
      clickKey.current = newClickKey();
      setChanged(false);
      message.success(text({ zh: '已保存', en: 'Saved' }));
      void refresh();
      then();
    } catch (error) {
      fail(error);
    }
  };
  const run = async (verb: string, title: string) => {
    if (!loaded.data) return;
    try {
      await commandByName(`${noun}.${verb}`, { id: loaded.data.id, version: loaded.data.version });
      message.success(text({ zh: `${title}：完成`, en: `${title}: done` }));
      setProblems(noProblems);
      if (verb === 'remove') onClose();
      await (verb === 'remove' ? client.invalidateQueries({ queryKey: [options.contract.list.name] }) : refresh());
    } catch (error) {
      fail(error);
    }
  };
  const actions: NonNullable<MasterOptions['actions']> = {
    ...options.actions,
    ...(options.contract.remove ? { remove: { title: { zh: '删除', en: 'Delete' }, confirm: { zh: '用过的记录不能删除，可以停用。删除后历史里还能看到。', en: 'A record in use cannot be deleted; make it inactive instead. History still shows it.' } } } : {}),
  };
  const leave = () => {
    if (!changed) onClose();
    else modal.confirm({ title: text({ zh: '修改还没有保存', en: 'Changes are not saved' }), content: text({ zh: '放弃后要重新填写。', en: 'They will have to be entered again.' }), icon: null, okText: text({ zh: '放弃修改', en: 'Discard' }), cancelText: text({ zh: '继续填写', en: 'Go on editing' }), onOk: onClose });
  };
  const { problem, general } = problems;
  return (
    <Sheet label={text(options.contract.title)} width={options.columns === 1 ? 420 : 680} onEscape={leave}>
    <form ref={form} className="mw-drawer-form" onSubmit={(event) => { event.preventDefault(); void save(onClose); }}
      onKeyDown={(event) => {
        const key = keyName(event);
        if (key === 'Ctrl+S') void save(onClose);
        else if (key === 'Alt+N') void save(onNext);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}>
      <header className="mw-panel-head" style={{ height: 48, borderBottom: '1px solid var(--mw-line)' }}>
        <h2 className="mw-strong" style={{ fontSize: 16 }}>{id === undefined ? text({ zh: `新增${options.contract.title.zh}`, en: `New ${options.contract.title.en.toLowerCase()}` }) : `${text(options.contract.title)} ${String(loaded.data?.['code'] ?? loaded.data?.['number'] ?? '')}`}</h2>
        {changed && <Tag tone="waiting">{text({ zh: '未保存', en: 'Unsaved' })}</Tag>}
        <span className="mw-space" />
        <IconButton icon="close" title={text({ zh: '关闭', en: 'Close' })} onPress={leave} />
      </header>
      <div style={{ flex: 1, overflow: 'auto' }}>
        {(problem || loaded.error) && <div style={{ padding: '12px 12px 0' }}><ProblemNotice problem={problem ?? asProblem(loaded.error)} sentences={problem ? [...general, ...problems.head.values()] : undefined} /></div>}
        {settled
          ? <RecordForm schema={options.contract.form} values={values} problems={problems.head} readOnly={readOnly} columns={options.columns ?? 2} options={options.form}
              onChange={(next, field) => { setValues(next); setChanged(true); setProblems((before) => withoutHead(before, field)); }} />
          : <Bones lines={6} />}
        {loaded.data && options.below?.(loaded.data, () => void loaded.refetch())}
        {loaded.data && <Hanging noun={noun} record={loaded.data.id} history={may('foundation/history.view') ? <History noun={noun} id={loaded.data.id} fields={fieldShapes(options.contract.form)} /> : undefined} />}
      </div>
      <footer className="mw-row" style={{ padding: '10px 12px', borderTop: '1px solid var(--mw-line)' }}>
        {loaded.data && Object.entries(actions).filter(([, action]) => action.when?.(loaded.data) ?? true).map(([verb, action]) => (
          <Button key={verb} whyNot={may(`${noun}.${verb}`) ? undefined : text({ zh: `您没有「${action.title.zh}」的权限。`, en: 'You may not do this.' })}
            onPress={() => (action.confirm ? void modal.confirm({ title: text(action.title), content: text(action.confirm), icon: null, okText: text(action.title), cancelText: text({ zh: '取消', en: 'Cancel' }), onOk: () => run(verb, text(action.title)) }) : run(verb, text(action.title)))}>{text(action.title)}</Button>
        ))}
        <span className="mw-space" />
        <Button onPress={leave}>{text({ zh: '关闭', en: 'Close' })}</Button>
        {id === undefined && <Button shortcut="Alt N" onPress={() => save(onNext)} whyNot={saveReason && text(saveReason)}>{text({ zh: '保存并新增', en: 'Save and next' })}</Button>}
        <Button primary shortcut="Ctrl S" onPress={() => save(onClose)} whyNot={saveReason && text(saveReason)}>{text({ zh: '保存', en: 'Save' })}</Button>
      </footer>
    </form>
    </Sheet>
  );
}
