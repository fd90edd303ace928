/**
 * Where the papers of a trace stand: column = distance from the document in view (sources left, results right), rows in the
 * order of their numbers. Pure; a paper that is reached both ways stays on the side where it is nearer.
 */
export type TraceNode = { readonly id: string; readonly kind: string; readonly number: string; readonly state: string; readonly day?: string | null; readonly title?: { readonly zh: string; readonly en: string } | string | null };
export type TraceEdge = { readonly from: string; readonly to: string };
export type Placed = TraceNode & { readonly column: number; readonly row: number };
export type TraceLayout = { readonly nodes: readonly Placed[]; readonly columns: number; readonly rows: number };

export function layoutTrace(nodes: readonly TraceNode[], edges: readonly TraceEdge[], center: string): TraceLayout {
  const distance = new Map<string, number>([[center, 0]]);
  const walk = (direction: 1 | -1) => {
    let frontier = [center];
    for (let step = 1; frontier.length > 0; step += 1) {
      const reached = edges.filter((edge) => frontier.includes(direction === 1 ? edge.from : edge.to)).map((edge) => (direction === 1 ? edge.to : edge.from));
      frontier = [...new Set(reached)].filter((id) => !distance.has(id));
      for (const id of frontier) distance.set(id, step * direction);
    }
  };
  walk(1);
  walk(-1);
  // Relatives that hang on neither chain directly (a sibling's result) stand one step from the neighbour that is placed.
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to } of edges) {
      const [a, b] = [distance.get(from), distance.get(to)];
      if (a !== undefined && b === undefined) distance.set(to, a + 1);
      else if (b !== undefined && a === undefined) distance.set(from, b - 1);
      else continue;
      changed = true;
    }
  }
  const first = Math.min(0, ...distance.values());
  const byColumn = new Map<number, TraceNode[]>();
  for (const node of [...nodes].sort((a, b) => a.number.localeCompare(b.number))) {
    const column = (distance.get(node.id) ?? 0) - first;
    byColumn.set(column, [...(byColumn.get(column) ?? []), node]);
  }
  const rows = Math.max(1, ...[...byColumn.values()].map((column) => column.length));
  const placed = [...byColumn].flatMap(([column, members]) => members.map((node, index) => ({ ...node, column, row: index + (rows - members.length) / 2 })));
  return { nodes: placed, columns: Math.max(0, ...byColumn.keys()) + 1, rows };
}
