/**
 * What the help says: what the page in front is for, its states and who may do what in them, what comes before and after, what its fields
 * mean, and the keys. Everything but the first sentence and the keys is read off the contract.
 */
import type { DocumentContract } from '@millwright/server/kernel/contract';
import type { ReactNode } from 'react';
import { useSession } from '../api/session.tsx';
import { PageLink, type About } from '../record/page-context.tsx';
import { useText, type Text } from '../ui/language.tsx';
import { Section } from '../ui/Panel.tsx';
import { Tag } from '../ui/Tag.tsx';
import type { PageEntry } from './page-entry.ts';
import { pageHelp } from './page-help.ts';

const groups: readonly { title: Text; keys: readonly (readonly [string, Text])[] }[] = [
  { title: { zh: '到处', en: 'Everywhere' }, keys: [
    ['Ctrl K', { zh: '查找页面、单号、物料、往来单位', en: 'Find pages, documents, items, parties' }], ['Alt PgUp / PgDn', { zh: '切换页签', en: 'Switch tabs' }],
    ['Alt W', { zh: '关闭页签', en: 'Close the tab' }], ['F1', { zh: '打开或收起帮助', en: 'Show or hide this help' }]] },
  { title: { zh: '列表', en: 'Lists' }, keys: [
    ['F2', { zh: '新增', en: 'New' }], ['F5', { zh: '刷新', en: 'Refresh' }], ['↑ ↓ PgUp PgDn', { zh: '移动', en: 'Move' }], ['空格 Space', { zh: '选择', en: 'Select' }], ['Enter', { zh: '打开', en: 'Open' }]] },
  { title: { zh: '单据', en: 'Documents' }, keys: [
    ['Ctrl S', { zh: '保存', en: 'Save' }], ['F8', { zh: '下一步（提交、审核…）', en: 'What comes next (submit, approve…)' }], ['F2', { zh: '新单', en: 'New document' }]] },
  { title: { zh: '明细表格', en: 'Line grid' }, keys: [
    ['Enter / Tab', { zh: '下一格', en: 'Next cell' }], ['Shift Tab', { zh: '上一格', en: 'Previous cell' }], ['F2', { zh: '修改这一格', en: 'Edit the cell' }], ['F7', { zh: '打开查找或日历', en: 'Open lookup or calendar' }],
    ['Ctrl D', { zh: '向下填充', en: 'Fill down' }], ['Ctrl C / V', { zh: '与 Excel 互相复制粘贴', en: 'Copy from and to Excel' }], ['Insert', { zh: '插入行', en: 'Insert row' }], ['Ctrl Delete', { zh: '删除行', en: 'Delete row' }], ['Ctrl Z', { zh: '撤销', en: 'Undo' }]] },
];

export function HelpContent({ page, about }: { page: PageEntry | undefined; about: About | undefined }) {
  const text = useText();
  const help = pageHelp[page?.path.replace(/\/\$id$/, '') ?? ''];
  const { document, fields = {} } = about ?? {};
  const explained = Object.entries(fields).filter(([, meta]) => meta.hint);
  return (
    <div className="mw-help" tabIndex={0}>
      {help && <Section title={text({ zh: '这一页', en: 'This page' })}><p className="mw-second">{text(help)}</p></Section>}
      {document && <DocumentHelp contract={document} />}
      {explained.length > 0 && (
        <Section title={text({ zh: '栏目', en: 'Fields' })}>
          <Pairs rows={explained.map(([key, meta]) => [key, text(meta.label), text(meta.hint as Text)])} />
        </Section>
      )}
      <Section title={text({ zh: '按键', en: 'Keys' })}>
        {groups.map((group) => (
          <div key={group.title.en}>
            <h4 className="mw-muted mw-small">{text(group.title)}</h4>
            <Pairs rows={group.keys.map(([key, meaning]) => [key, <kbd key={key}>{key}</kbd>, text(meaning)])} />
          </div>
        ))}
      </Section>
    </div>
  );
}

const Pairs = ({ rows }: { rows: readonly (readonly [string, ReactNode, ReactNode])[] }) => <dl className="mw-help-pairs">{rows.map(([key, term, meaning]) => <div key={key}><dt>{term}</dt><dd className="mw-second">{meaning}</dd></div>)}</dl>;

function DocumentHelp({ contract }: { contract: DocumentContract }) {
  const text = useText();
  const { may } = useSession();
  const { states, actions, pulls, pushes = [], noun } = contract;
  const statesOf = (from: readonly string[]) => from.map((state) => text(states[state]?.label ?? { zh: state, en: state })).join(text({ zh: '、', en: ', ' }));
  const mine = (action: string) => (may(`${noun}.${action}`) ? null : <span className="mw-muted">{text({ zh: '（您的岗位没有这项权限）', en: ' (your role lacks the permission)' })}</span>);
  const rows = Object.entries(actions);
  return (
    <>
      <Section title={text({ zh: '状态', en: 'States' })}>
        <div className="mw-row">{Object.entries(states).map(([state, shape]) => <Tag key={state} tone={shape.tone}>{text(shape.label)}</Tag>)}</div>
        <p className="mw-second">{contract.editable.length > 0 ? text({ zh: `${statesOf(contract.editable)}时可以修改；此后用下面的操作。`, en: `It is edited while ${statesOf(contract.editable)}; later the actions below apply.` }) : text({ zh: '由系统生成，不能修改。', en: 'Written by the program and not edited.' })}</p>
      </Section>
      {rows.length > 0 && (
        <Section title={text({ zh: '能做什么', en: 'What can be done' })}>
          <Pairs rows={rows.map(([action, shape]) => [action, <>{text(shape.title)}{shape.shortcut && <> <kbd>{shape.shortcut}</kbd></>}</>, <>{text({ zh: `${statesOf(shape.from)}时`, en: `while ${statesOf(shape.from)}` })}{mine(action)}</>])} />
        </Section>
      )}
      {(pulls || pushes.length > 0) && (
        <Section title={text({ zh: '前后单据', en: 'Before and after' })}>
          <Pairs rows={[
            ...(pulls ? [['pulls', text({ zh: '之前', en: 'Before' }), <PageLink key="pulls" href={`/${pulls.source}`}>{text(pulls.title)}</PageLink>] as const] : []),
            ...pushes.map((push) => [push.target, text({ zh: '之后', en: 'After' }), <PageLink key={push.target} href={`/${push.target}`}>{text(push.title)}</PageLink>] as const),
          ]} />
        </Section>
      )}
    </>
  );
}
