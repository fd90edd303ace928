/**
 * Where a document breaks, from measured heights. Done by us and not by the browser, so that the preview shows the breaks, every
 * page carries head and signatures, and each of several documents counts its own pages. A table never leaves its heading alone,
 * and totals never stand on a page without a line above them.
 */
/** A table: what every piece of it costs, its rows, and the 合计 row that closes it. */
export type Part = { readonly overhead: number; readonly rows: readonly number[]; readonly sum: number };
export type Piece = { readonly part: number; readonly from: number; readonly to: number };
export type PaperPage = { readonly pieces: readonly Piece[]; readonly tail: boolean };

export function paginate(parts: readonly Part[], tail: number, available: number): PaperPage[] {
  const pages: Piece[][] = [[]];
  let used = 0;
  const turn = () => {
    pages.push([]);
    used = 0;
  };
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1;
    let open: { part: number; from: number; to: number } | undefined;
    part.rows.forEach((height, row) => {
      const end = row === part.rows.length - 1 ? part.sum + (isLast ? tail : 0) : 0;
      if (used > 0 && used + (open ? 0 : part.overhead) + height + end > available) {
        turn();
        open = undefined;
      }
      if (!open) {
        open = { part: index, from: row, to: row };
        pages.at(-1)?.push(open);
        used += part.overhead;
      }
      open.to = row + 1;
      used += height + end;
    });
  });
  return pages.map((pieces, index) => ({ pieces, tail: index === pages.length - 1 }));
}
