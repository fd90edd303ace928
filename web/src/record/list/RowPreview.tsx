/** The row beside the list, 312 wide: every field it has, then what the page adds. Enter or the button opens it. */
import type { FieldMeta } from '@millwright/server/kernel/contract';
import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/Button.tsx';
import { useText } from '../../ui/language.tsx';
import type { TableColumn } from '../../ui/Table.tsx';
import type { ListRow } from './ListPage.tsx';

type RowPreviewProps = { title: string; row: ListRow; fields: Readonly<Record<string, FieldMeta>>; columns: readonly TableColumn<ListRow>[]; onOpen: () => void; onClose: () => void; children?: ReactNode };
export function RowPreview({ title, row, columns, onOpen, onClose, children }: RowPreviewProps) {
  const text = useText();
  return (
    <aside className="mw-panel mw-preview">
      <header className="mw-panel-head">
        <b className="mw-strong mw-clip">{title}</b>
        <span className="mw-space" />
        <IconButton icon="close" small title={text({ zh: '关闭预览', en: 'Close preview' })} onPress={onClose} />
      </header>
      <div className="mw-preview-body">
        <dl className="mw-facts">
          {columns.map((column) => {
            const value = row[column.key];
            return value === null || value === undefined || value === '' ? null : (
              <div key={column.key}><dt>{column.label}</dt><dd>{column.cell(row)}</dd></div>
            );
          })}
        </dl>
        {children}
      </div>
      <footer className="mw-preview-foot"><Button primary shortcut="Enter" onPress={onOpen}>{text({ zh: '打开', en: 'Open' })}</Button></footer>
    </aside>
  );
}
