/** F1: the keys that work everywhere, in lists, in documents and in the line grid. */
import { Modal } from 'antd';
import { useText, type Text } from '../ui/language.tsx';

const groups: readonly { title: Text; keys: readonly (readonly [string, Text])[] }[] = [
  { title: { zh: '到处', en: 'Everywhere' }, keys: [
    ['Ctrl K', { zh: '查找页面、单号、物料、往来单位', en: 'Find pages, documents, items, parties' }], ['Alt PgUp / PgDn', { zh: '切换页签', en: 'Switch tabs' }],
    ['Alt W', { zh: '关闭页签', en: 'Close the tab' }], ['F1', { zh: '本帮助', en: 'This help' }]] },
  { title: { zh: '列表', en: 'Lists' }, keys: [
    ['F2', { zh: '新增', en: 'New' }], ['F5', { zh: '刷新', en: 'Refresh' }], ['↑ ↓ PgUp PgDn', { zh: '移动', en: 'Move' }], ['空格 Space', { zh: '选择', en: 'Select' }], ['Enter', { zh: '打开', en: 'Open' }]] },
  { title: { zh: '单据', en: 'Documents' }, keys: [
    ['Ctrl S', { zh: '保存', en: 'Save' }], ['F8', { zh: '下一步（提交、审核…）', en: 'What comes next (submit, approve…)' }], ['F2', { zh: '新单', en: 'New document' }]] },
  { title: { zh: '明细表格', en: 'Line grid' }, keys: [
    ['Enter / Tab', { zh: '下一格', en: 'Next cell' }], ['Shift Tab', { zh: '上一格', en: 'Previous cell' }], ['F2', { zh: '修改这一格', en: 'Edit the cell' }], ['F7', { zh: '打开查找或日历', en: 'Open lookup or calendar' }],
    ['Ctrl D', { zh: '向下填充', en: 'Fill down' }], ['Ctrl C / V', { zh: '与 Excel 互相复制粘贴', en: 'Copy from and to Excel' }], ['Insert', { zh: '插入行', en: 'Insert row' }], ['Ctrl Delete', { zh: '删除行', en: 'Delete row' }], ['Ctrl Z', { zh: '撤销', en: 'Undo' }]] },
];

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText();
  return (
    <Modal open={open} onCancel={onClose} footer={null} width={720} title={text({ zh: '按键', en: 'Keys' })}>
      <div className="mw-form two" style={{ padding: 0 }}>
        {groups.map((group) => (
          <section key={group.title.en}>
            <h3 className="mw-strong" style={{ marginBottom: 4 }}>{text(group.title)}</h3>
            {group.keys.map(([key, meaning]) => <div key={key} className="mw-row" style={{ height: 26 }}><span style={{ width: 120, flex: 'none' }}><kbd>{key}</kbd></span><span className="mw-second">{text(meaning)}</span></div>)}
          </section>
        ))}
      </div>
    </Modal>
  );
}
