/** Which page an address means, and its places: literal parts win over $places, so /x/new beats /x/$id when both exist. */
import type { PageEntry } from './page-entry.ts';

export type PageMatch = { readonly entry: PageEntry; readonly params: Readonly<Record<string, string>> };

export function matchPage(entries: readonly PageEntry[], pathname: string): PageMatch | undefined {
  const parts = pathname.split('/').filter(Boolean);
  let best: (PageMatch & { literal: number }) | undefined;
  for (const entry of entries) {
    const pattern = entry.path.split('/').filter(Boolean);
    if (pattern.length !== parts.length) continue;
    const params: Record<string, string> = {};
    let literal = 0;
    const fits = pattern.every((piece, index) => {
      const part = parts[index] ?? '';
      if (piece.startsWith('$')) {
        params[piece.slice(1)] = decoded(part);
        return true;
      }
      literal += 1;
      return piece === part;
    });
    if (fits && (!best || literal > best.literal)) best = { entry, params, literal };
  }
  return best;
}

/** A broken escape in an address somebody typed is no reason to show nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
