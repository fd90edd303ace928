/**
 * Where the papers of a trace stand: the sources above, the results below the document in view, so that a chain of any length fits a narrow
 * panel. A paper stands below everything it came from (an invoice above the money that pays it, although both hang on the acceptance);
 * papers of one step stand side by side and go on in the next line where the panel ends. Pure.
 */
export type TraceNode = { readonly id: string; readonly kind: string; readonly number: string; readonly state: string; readonly day?: string | null; readonly title?: { readonly zh: string; readonly en: string } | string | null };
export type TraceEdge = { readonly from: string; readonly to: string };
/** line counts downwards; column is a place in the line, half places centre it. */
export type Placed = TraceNode & { readonly line: number; readonly column: number };
export type TraceLayout = { readonly nodes: readonly Placed[]; readonly lines: number; readonly columns: number };

export function layoutTrace(nodes: readonly TraceNode[], edges: readonly TraceEdge[], center: string, perLine: number): TraceLayout {
  const step = stepsFrom(nodes, edges, center);
  const bySteps = new Map<number, TraceNode[]>();
  for (const node of [...nodes].sort((a, b) => a.number.localeCompare(b.number))) {
    const own = step.get(node.id) ?? 0;
    bySteps.set(own, [...(bySteps.get(own) ?? []), node]);
  }
  const lines = [...bySteps].sort(([x], [y]) => x - y).flatMap(([, members]) => linesOf(members, perLine));
  const columns = Math.max(1, ...lines.map((line) => line.members.length));
  return { nodes: lines.flatMap(({ members, shifted }, line) => members.map((node, at) => ({ ...node, line, column: shifted ? at + 0.5 : at + (columns - members.length) / 2 }))), lines: lines.length, columns };
}

/** Papers of one step as lines. Every other line stands half a place aside, like bricks: what leads past the line above goes between its papers. */
function linesOf(members: readonly TraceNode[], perLine: number): { readonly members: readonly TraceNode[]; readonly shifted: boolean }[] {
  const lines: { members: readonly TraceNode[]; shifted: boolean }[] = [];
  for (let at = 0; at < members.length; ) {
    const shifted = lines.length % 2 === 1;
    const own = members.slice(at, at + (shifted ? Math.max(1, perLine - 1) : perLine));
    lines.push({ members: own, shifted });
    at += own.length;
  }
  return lines;
}

/** Steps from the document in view: what it led to counts up, what it came from counts down, by the longest way; a circle ends where it began. */
function stepsFrom(nodes: readonly TraceNode[], edges: readonly TraceEdge[], center: string): ReadonlyMap<string, number> {
  const step = new Map<string, number>([[center, 0]]);
  const walk = (direction: 1 | -1) => {
    let frontier = [center];
    const seen = new Map<string, number>([[center, 0]]);
    for (let depth = 1; frontier.length > 0 && depth <= nodes.length; depth += 1) {
      frontier = [...new Set(edges.filter((edge) => frontier.includes(direction === 1 ? edge.from : edge.to)).map((edge) => (direction === 1 ? edge.to : edge.from)))].filter((id) => id !== center);
      for (const id of frontier) seen.set(id, depth);
    }
    for (const [id, depth] of seen) if (!step.has(id)) step.set(id, depth * direction);
  };
  walk(1);
  walk(-1);
  // Relatives that hang on neither chain directly (a sibling's result) stand one step from the neighbour that is placed.
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from, to } of edges) {
      const [a, b] = [step.get(from), step.get(to)];
      if (a !== undefined && b === undefined) step.set(to, a + 1);
      else if (b !== undefined && a === undefined) step.set(from, b - 1);
      else continue;
      changed = true;
    }
  }
  return step;
}
