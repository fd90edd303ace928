/** Views of a list that the server keeps: one's own and those others share. A view is conditions, words, order and columns. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ListView, listViews, removeListView, saveListView, shareListView } from '@millwright/server/modules/foundation/list-view/list-view.contract';
import { Checkbox, Input, Modal } from 'antd';
import { type ReactNode, useState } from 'react';
import { runCommand, runQuery } from '../../api/client.ts';
import { asProblem, type Problem } from '../../api/problem.ts';
import { useSession } from '../../api/session.tsx';
import { useText } from '../../ui/language.tsx';
import type { Sort } from '../../ui/Table.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { type ListFilterState, nothingFiltered } from './ListFilter.tsx';
import type { ListSettings } from './list-settings.ts';

export type KeptViews = {
  readonly views: readonly ListView[];
  readonly maySave: boolean;
  choose(view: ListView): void;
  mayRemove(view: ListView): boolean;
  remove(view: ListView): void;
  ask(): void;
  readonly dialog: ReactNode;
};
type Now = { readonly state: ListFilterState; readonly sort: Sort; readonly settings: ListSettings };
type Chosen = { readonly state: ListFilterState; readonly sort: Sort | undefined; readonly settings: Partial<ListSettings> };

export function useKeptViews(list: string, now: Now, onChoose: (view: Chosen) => void): KeptViews {
  const text = useText();
  const client = useQueryClient();
  const { may, company } = useSession();
  const [asked, setAsked] = useState<{ name: string; shared: boolean; problem?: Problem }>();
  /** On top of what the last keystroke made of it, whatever was drawn meanwhile. */
  const change = (changes: Partial<{ name: string; shared: boolean }>) => setAsked((before) => before && { ...before, ...changes });
  const found = useQuery({ queryKey: ['views', company?.id, list], queryFn: ({ signal }) => runQuery(listViews, { list }, signal), enabled: may(listViews.permission), staleTime: 60_000 });
  const again = () => client.invalidateQueries({ queryKey: ['views', company?.id, list] });
  const choose = (view: ListView) => onChoose({
    state: { view: `kept:${view.id}`, filter: view.content.filter, search: view.content.search, names: view.content.names },
    sort: view.content.sort, settings: { hidden: view.content.hidden, order: view.content.order },
  });
  const save = async () => {
    const name = asked?.name.trim();
    if (!asked || !name) return;
    const same = found.data?.rows.find((view) => view.mine && view.name === name);
    const { state, sort, settings } = now;
    const content = { filter: [...state.filter], search: state.search, names: state.names, sort, hidden: [...settings.hidden], order: [...settings.order] };
    try {
      const { output } = await runCommand(saveListView, { ...(same ? { id: same.id, version: same.version } : {}), list, name, shared: asked.shared, content });
      setAsked(undefined);
      await again();
      onChoose({ state: { ...state, view: `kept:${output.id}` }, sort, settings: {} });
    } catch (error) {
      setAsked({ ...asked, problem: asProblem(error) });
    }
  };
  const whyNotShare = may(shareListView) ? undefined : text({ zh: '您没有共享视图的权限。', en: 'You may not share views.' });
  return {
    views: found.data?.rows ?? [], maySave: may(saveListView.permission), choose,
    mayRemove: (view) => view.mine || (view.shared && may(shareListView)),
    remove: (view) => {
      Modal.confirm({
        title: text({ zh: `删除视图「${view.name}」？`, en: `Delete view “${view.name}”?` }), icon: null,
        content: view.shared ? text({ zh: '它是共享的，其他人也不再看到它。', en: 'It is shared: others will no longer see it either.' }) : undefined,
        okText: text({ zh: '删除', en: 'Delete' }), cancelText: text({ zh: '取消', en: 'Cancel' }),
        onOk: async () => {
          await runCommand(removeListView, { id: view.id, version: view.version });
          onChoose({ state: nothingFiltered, sort: undefined, settings: {} });
          await again();
        },
      });
    },
    ask: () => setAsked({ name: found.data?.rows.find((view) => view.mine && `kept:${view.id}` === now.state.view)?.name ?? '', shared: false }),
    dialog: (
      <Modal open={asked !== undefined} title={text({ zh: '存为视图', en: 'Save as view' })} okText={text({ zh: '保存', en: 'Save' })} cancelText={text({ zh: '取消', en: 'Cancel' })} destroyOnHidden
        okButtonProps={{ disabled: !asked?.name.trim() }} onCancel={() => setAsked(undefined)} onOk={save}>
        {asked?.problem && <ProblemNotice problem={asked.problem} />}
        <p className="mw-muted">{text({ zh: '条件、查找内容、排序和列一起保存。用已有的名称会更新那个视图。', en: 'Keeps conditions, search words, order and columns. An existing name updates that view.' })}</p>
        <Input autoFocus maxLength={40} value={asked?.name ?? ''} aria-label={text({ zh: '视图名称', en: 'Name of the view' })} placeholder={text({ zh: '视图名称', en: 'Name of the view' })}
          onChange={({ target: { value } }) => change({ name: value })} onPressEnter={save} />
        <Checkbox style={{ marginTop: 12 }} checked={asked?.shared ?? false} disabled={whyNotShare !== undefined} onChange={({ target: { checked } }) => change({ shared: checked })}>
          {text({ zh: '共享给能打开这个列表的人', en: 'Share with everybody who may open this list' })}{whyNotShare && <span className="mw-muted">（{whyNotShare}）</span>}
        </Checkbox>
      </Modal>
    ),
  };
}
