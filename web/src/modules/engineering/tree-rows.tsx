/** Rows of a tree in a table: which are folded away, and the cell that indents and folds. */
import { useMemo, useState, type ReactNode } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { useText } from '../../ui/language.tsx';

type TreeRow = { readonly key: string; readonly parent: string | null; readonly level: number };

/** Rows come in tree order, parents first. */
export function useFolding<Row extends TreeRow>(rows: readonly Row[]): { shown: readonly Row[]; folded: ReadonlySet<string>; parents: ReadonlySet<string>; toggle: (key: string) => void; foldAll: () => void; openAll: () => void } {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const parents = useMemo(() => new Set(rows.flatMap((row) => (row.parent === null ? [] : [row.parent]))), [rows]);
  const shown = useMemo(() => {
    const hidden = new Set<string>();
    return rows.filter((row) => {
      if (row.parent !== null && (hidden.has(row.parent) || folded.has(row.parent))) hidden.add(row.key);
      return !hidden.has(row.key);
    });
  }, [rows, folded]);
  const toggle = (key: string) => {
    const next = new Set(folded);
    if (!next.delete(key)) next.add(key);
    setFolded(next);
  };
  return { shown, folded, parents, toggle, foldAll: () => setFolded(parents), openAll: () => setFolded(new Set()) };
}

export function TreeCell({ row, folding, children }: { row: TreeRow; folding: { folded: ReadonlySet<string>; parents: ReadonlySet<string>; toggle: (key: string) => void }; children: ReactNode }) {
  const text = useText();
  const isFolded = folding.folded.has(row.key);
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 4, verticalAlign: 'middle', lineHeight: '20px', paddingLeft: (row.level - 1) * 18 }}>
      {folding.parents.has(row.key)
        ? <button type="button" className="mw-icon-button small" aria-expanded={!isFolded} aria-label={isFolded ? text({ zh: '展开', en: 'Open' }) : text({ zh: '收起', en: 'Fold' })} onClick={(event) => { event.stopPropagation(); folding.toggle(row.key); }}><Icon name={isFolded ? 'chevron-right' : 'chevron-down'} small /></button>
        : <span style={{ width: 24 }} />}
      {children}
    </span>
  );
}
