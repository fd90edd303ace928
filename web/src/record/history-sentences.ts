/**
 * The change log as sentences: what was done (by the command's name), and each field from old to new. Rows one command wrote
 * to several tables at once are one sentence. References are stored as ids, which say nothing, so only their field is named.
 */
import type { ValueShape } from '../ui/Figure.tsx';
import { valueText } from '../ui/Figure.tsx';
import type { Text } from '../ui/language.tsx';

export type Change = { readonly column: string; readonly before: unknown; readonly after: unknown };
export type HistoryRow = { readonly at: string; readonly person: string; readonly action: 'I' | 'U' | 'D'; readonly command: string; /** The attachment's name, or the role's. */ readonly subject?: string | null; readonly changes: readonly Change[] };
export type HistoryField = ValueShape & { readonly key: string };
export type Sentence = { readonly at: string; readonly person: string; readonly text: string };

/** supplier_id → supplier, due_day → dueDay */
export const fieldOfColumn = (column: string): string => column.replace(/_id$/, '').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const known: Readonly<Record<string, ValueShape>> = {
  state: { kind: 'text', label: { zh: '状态', en: 'state' } },
  businessDay: { kind: 'day', label: { zh: '日期', en: 'date' } },
  active: { kind: 'flag', label: { zh: '启用', en: 'active' } },
};

export function sentences(rows: readonly HistoryRow[], fields: readonly HistoryField[], actions: Readonly<Record<string, { readonly title: Text }>>, text: (text: Text) => string): Sentence[] {
  const groups = new Map<string, HistoryRow[]>();
  for (const row of rows) {
    const key = `${row.at.slice(0, 19)}|${row.person}|${row.command}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((rowsOfGroup) => {
    const [first] = rowsOfGroup;
    if (!first) return [];
    const hanging = hangingOn(rowsOfGroup, text);
    if (hanging) return [{ at: first.at, person: first.person, text: hanging }];
    const group = rowsOfGroup.filter((row) => !row.subject);
    const verb = first.command.slice(first.command.lastIndexOf('.') + 1);
    const done = actions[verb] ? text({ zh: actions[verb].title.zh, en: `chose “${actions[verb].title.en}”` }) : group.some((row) => row.action === 'I') ? text({ zh: '新建', en: 'created it' }) : group.some((row) => row.action === 'D') ? text({ zh: '删除', en: 'deleted it' }) : '';
    const shown = group.flatMap((row) => row.changes).filter((change) => !(actions[verb] && change.column === 'state')).map((change) => changeText(change, fields, text)).filter(Boolean);
    // A document saved again with the same head: what changed stands in its lines.
    const onlyLines = done === '' && shown.length === 0 && verb === 'save' && Object.keys(actions).length > 0 && group.some((row) => row.action === 'U');
    const all = [done, ...shown, rolesText(rowsOfGroup, text), onlyLines ? text({ zh: '修改了明细', en: 'changed the lines' }) : ''].filter(Boolean);
    return all.length === 0 ? [] : [{ at: first.at, person: first.person, text: all.join(text({ zh: '，', en: ', ' })) }];
  });
}

/** Roles of a person, given and taken. */
function rolesText(group: readonly HistoryRow[], text: (text: Text) => string): string {
  const named = (action: 'I' | 'D') => group.filter((row) => row.subject && row.action === action).map((row) => row.subject);
  const [given, taken] = [named('I'), named('D')];
  return [
    ...(given.length > 0 ? [text({ zh: `给了角色「${given.join('、')}」`, en: `gave the role ${given.join(', ')}` })] : []),
    ...(taken.length > 0 ? [text({ zh: `取消了角色「${taken.join('、')}」`, en: `took the role ${taken.join(', ')}` })] : []),
  ].join(text({ zh: '，', en: ', ' }));
}

/** What was attached to the record and said about it: the command says it all, what was said stays in its place. */
const hung: Readonly<Record<string, (names: string) => Text>> = {
  'foundation/attachment.add': (names) => ({ zh: `添加了附件${names}`, en: `attached ${names}` }),
  'foundation/attachment.note': (names) => ({ zh: `说明了附件${names}`, en: `described ${names}` }),
  'foundation/attachment.remove': (names) => ({ zh: `删除了附件${names}`, en: `removed ${names}` }),
  'foundation/attachment.restore': (names) => ({ zh: `恢复了附件${names}`, en: `brought back ${names}` }),
  'foundation/comment.add': () => ({ zh: '发表了讨论', en: 'commented' }),
  'foundation/comment.edit': () => ({ zh: '修改了自己的讨论', en: 'changed their comment' }),
  'foundation/comment.remove': () => ({ zh: '删除了自己的讨论', en: 'removed their comment' }),
};
function hangingOn(group: readonly HistoryRow[], text: (text: Text) => string): string | undefined {
  const names = group.flatMap(({ subject }) => (subject ? [text({ zh: `「${subject}」`, en: `“${subject}”` })] : []));
  const said = hung[group[0]?.command ?? '']?.(text({ zh: names.join('、'), en: names.join(', ') }));
  return said && text(said);
}

function changeText({ column, before, after }: Change, fields: readonly HistoryField[], text: (text: Text) => string): string {
  const name = fieldOfColumn(column);
  const field = fields.find((candidate) => candidate.key === name) ?? known[name];
  if (!field) return '';
  const label = text(field.label);
  if (field.kind === 'reference') return text({ zh: `改了${label}`, en: `changed ${label}` });
  const show = (value: unknown) => (value === null || value === '' || value === undefined ? text({ zh: '空', en: 'nothing' }) : valueText(typeof value === 'number' && field.kind !== 'count' ? String(value) : value, field, text, true));
  return text({ zh: `把${label}从 ${show(before)} 改为 ${show(after)}`, en: `changed ${label} from ${show(before)} to ${show(after)}` });
}
