/** Walking in a tree by keys. */

import type { TreeRow } from "./tree-rows";

/** Where a key leads, and what it opens or closes. */
export function moved(
  key: string,
  rows: readonly TreeRow[],
  at: number,
): { to?: string | undefined; flip?: string } | null {
  const row = rows[at];
  if (row === undefined) return null;
  const canOpen = (row.members ?? 0) > 0;
  if (key === "ArrowDown") return { to: rows[Math.min(at + 1, rows.length - 1)]?.path };
  if (key === "ArrowUp") return { to: rows[Math.max(at - 1, 0)]?.path };
  if (key === "Home") return { to: rows[0]?.path };
  if (key === "End") return { to: rows.at(-1)?.path };
  if (key === "ArrowRight" && canOpen) return row.isOpen ? { to: rows[at + 1]?.path } : { flip: row.path };
  if (key === "ArrowLeft") return row.isOpen ? { flip: row.path } : { to: parentOf(rows, at)?.path };
  if ((key === "Enter" || key === " ") && canOpen) return { flip: row.path };
  return null;
}

function parentOf(rows: readonly TreeRow[], at: number): TreeRow | undefined {
  const depth = rows[at]?.depth ?? 0;
  return rows.slice(0, at).findLast((row) => row.depth < depth) ?? rows[at];
}
