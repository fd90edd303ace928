/**
 * The actions of a document in one place. Each that is not possible now says why; one is primary: what comes next. Acting on
 * unsaved work saves first. What is hard to take back is confirmed in a sentence that names the consequence.
 */
import { whyNot, type ActionShape } from '@millwright/server/kernel/contract';
import { App, Dropdown, type MenuProps } from 'antd';
import { Suspense, useState, type ReactNode } from 'react';
import { useSession } from '../../api/session.tsx';
import { useAppearance } from '../../ui/appearance.tsx';
import { Button } from '../../ui/Button.tsx';
import { useText, type Text } from '../../ui/language.tsx';
import { useNavigation } from '../page-context.tsx';
import { listPath, newRecordPath } from '../paths.ts';
import { DocumentPrint } from '../print/PrintButtons.tsx';
import { useShortcuts } from '../shortcuts.ts';
import { AskDialog } from './AskDialog.tsx';
import type { DocumentForm } from './document-form.ts';
import type { DocumentOptions } from './document-options.ts';

export function ActionBar({ form, options, locked, children }: { form: DocumentForm; options: DocumentOptions; locked: boolean; children?: ReactNode }) {
  const text = useText();
  const { contract } = options;
  const { may } = useSession();
  const { phone } = useAppearance();
  const { modal, message } = App.useApp();
  const navigation = useNavigation();
  const [asking, setAsking] = useState<string>();
  const [printing, setPrinting] = useState(false);
  const noun = contract.noun;
  const mayNot = (permission: string, title: Text): Text | undefined => (may(permission) ? undefined : { zh: `您没有「${title.zh}」的权限，请向管理员申请。`, en: `You may not "${title.en}". Ask your administrator.` });
  const reasonFor = (action: string, shape: ActionShape): Text | undefined => {
    if (!form.ready) return loading;
    const served = form.record?.can?.[action];
    if (served) return served;
    // On a form that was never saved only what comes next can run (it saves first); there is nothing yet to delete or close.
    if (!form.record) return shape.primary && shape.from.includes(firstState(contract.states)) ? mayNot(`${noun}.${action}`, shape.title) : { zh: '先保存。', en: 'Save first.' };
    return served === null ? undefined : (whyNot(contract, action, form.record.state) ?? mayNot(`${noun}.${action}`, shape.title));
  };
  const saveReason = !form.ready ? loading : locked
    ? { zh: `${stateLabel(form, options).zh}的单据不能修改。`, en: `A document that is ${stateLabel(form, options).en.toLowerCase()} cannot be changed.` }
    : (form.record?.can?.['save'] ?? mayNot(`${noun}.save`, { zh: '保存', en: 'Save' }) ?? (form.unsaved ? undefined : { zh: '没有要保存的修改。', en: 'Nothing has changed.' }));
  const save = async () => {
    if (saveReason) return;
    if (await form.save()) message.success(text({ zh: '已保存', en: 'Saved' }));
  };
  const perform = async (action: string, shape: ActionShape, more = {}) => {
    if (await form.act(action, more)) message.success(text({ zh: `${shape.title.zh}：完成`, en: `${shape.title.en}: done` }));
  };
  const press = (action: string, shape: ActionShape) => {
    if (reasonFor(action, shape)) return undefined;
    if (options.asks?.[action]) return setAsking(action);
    if (!shape.confirm) return perform(action, shape);
    modal.confirm({ title: text(shape.title), content: text(shape.confirm), icon: null, okText: text(shape.title), cancelText: text({ zh: '取消', en: 'Cancel' }), onOk: () => perform(action, shape) });
    return undefined;
  };
  const actions = Object.entries(contract.actions);
  const next = actions.find(([action, shape]) => shape.primary && !reasonFor(action, shape)) ?? undefined;
  const savePrimary = !next && !locked;
  const inMenu = actions.filter(([action, shape]) => action !== next?.[0] && !shape.primary && !shape.shortcut);
  const onBar = actions.filter(([action]) => action !== next?.[0] && !inMenu.some(([other]) => other === action));
  const menuShown = phone ? [...onBar, ...inMenu] : inMenu.length > 3 ? inMenu.slice(2) : [];
  const barShown = phone ? [] : [...onBar, ...inMenu.filter((entry) => !menuShown.includes(entry))];
  const pushes = contract.pushes ?? [];
  type Push = (typeof pushes)[number];
  const pushReason = (push: Push): Text | undefined => {
    if (!form.record) return { zh: '先保存。', en: 'Save first.' };
    const label = stateLabel(form, options);
    return push.from.includes(form.record.state) ? mayNot(`${push.target}.save`, push.title) : { zh: push.because.zh.replace('{state}', label.zh), en: push.because.en.replace('{state}', label.en) };
  };
  const pushDown = (push: Push) => form.record && navigation.open(newRecordPath(push.target, { source: form.record.id }));
  // Paper shows what is saved, nothing else.
  const print = () => (form.record && !form.unsaved ? setPrinting(true) : void message.info(text(saveToPrint)));
  useShortcuts({
    'Ctrl+S': save,
    'Ctrl+P': print,
    F2: () => navigation.open(newRecordPath(noun)),
    ...Object.fromEntries(actions.filter(([, shape]) => shape.shortcut).map(([action, shape]) => [shape.shortcut ?? '', () => press(action, shape)])),
    ...(next ? { F8: () => press(next[0], next[1]) } : {}),
  });
  const asked = asking === undefined ? undefined : contract.actions[asking];
  const button = ([action, shape]: [string, ActionShape], primary = false) => {
    const reason = reasonFor(action, shape);
    return <Button key={action} primary={primary} shortcut={shape.shortcut ?? (primary ? 'F8' : undefined)} onPress={() => press(action, shape)} whyNot={reason && text(reason)}>{text(shape.title)}</Button>;
  };
  const items: NonNullable<MenuProps['items']> = [
    ...menuShown.map(([action, shape]) => {
      const reason = reasonFor(action, shape);
      return { key: action, label: text(shape.title), disabled: reason !== undefined, title: reason ? text(reason) : '', onClick: () => void press(action, shape) };
    }),
    ...(phone ? pushes : []).map((push) => ({ key: push.target, label: text(push.title), disabled: pushReason(push) !== undefined, onClick: () => void pushDown(push) })),
    ...(menuShown.length > 0 ? [{ type: 'divider' as const, key: 'line' }] : []),
    { key: 'copy', label: text({ zh: '复制成新单', en: 'Copy to a new one' }), disabled: !form.record, onClick: () => form.record && navigation.open(newRecordPath(noun, { copy: form.record.id })) },
    { key: 'print', label: text({ zh: '打印', en: 'Print' }), extra: <kbd>Ctrl P</kbd>, disabled: !form.record || form.unsaved, title: form.record && !form.unsaved ? '' : text(saveToPrint), onClick: () => void print() },
    ...(form.unsaved ? [{ key: 'discard', label: text({ zh: '放弃修改', en: 'Discard changes' }), onClick: () => void form.discard() }] : []),
    { key: 'list', label: text({ zh: '打开列表', en: 'Open the list' }), onClick: () => navigation.open(listPath(noun)) },
  ];
  return (
    <>
      {children}
      {(phone ? !locked && (form.unsaved || !next) : !locked || form.unsaved) && <Button primary={savePrimary} shortcut="Ctrl S" onPress={save} whyNot={saveReason && text(saveReason)}>{text({ zh: '保存', en: 'Save' })}</Button>}
      {next && button(next, true)}
      {barShown.map((entry) => button(entry))}
      {!phone && pushes.map((push) => {
        const reason = pushReason(push);
        return <Button key={push.target} icon="push-down" whyNot={reason && text(reason)} onPress={() => pushDown(push)}>{text(push.title)}</Button>;
      })}
      {options.actions?.(form.record)}
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight"><button type="button" className="mw-button" aria-label={text({ zh: '更多', en: 'More' })}>⋯</button></Dropdown>
      {printing && form.record && <Suspense><DocumentPrint options={options} ids={[form.record.id]} onClose={() => setPrinting(false)} /></Suspense>}
      {asking !== undefined && asked && options.asks?.[asking] && (
        <AskDialog title={text(asked.title)} sentence={asked.confirm && text(asked.confirm)} schema={options.asks[asking] as NonNullable<typeof options.asks>[string]} onCancel={() => setAsking(undefined)}
          onDone={async (values) => {
            setAsking(undefined);
            await perform(asking, asked, values);
          }} />
      )}
    </>
  );
}

/** A key pressed before the document is there must not act on an empty one. */
const loading: Text = { zh: '正在载入。', en: 'Loading.' };
const saveToPrint: Text = { zh: '先保存，再打印。', en: 'Save first, then print.' };
const firstState = (states: DocumentOptions['contract']['states']): string => Object.keys(states)[0] ?? '';
export const stateLabel = (form: DocumentForm, { contract }: DocumentOptions): Text => contract.states[form.record?.state ?? firstState(contract.states)]?.label ?? { zh: form.record?.state ?? '', en: form.record?.state ?? '' };
