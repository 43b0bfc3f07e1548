/** A value as the rows of a tree, only as far as it is opened. Pure. */

import type { Json } from "~/document/types";
import { appended, type Segment } from "./path";

export type TreeRow = {
  /** The expression that gives this value; it names the row, too. */
  readonly path: string;
  readonly depth: number;
  readonly name: Segment | null;
  readonly value: Json;
  /** How many members it has; null for what has none. */
  readonly members: number | null;
  readonly isOpen: boolean;
};

/** `toggled`: paths that are not as they are at first: open at the root, closed below. */
export function treeRows(value: Json, base: string, toggled: ReadonlySet<string>): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const waiting: { value: Json; path: string; depth: number; name: Segment | null }[] = [
    { value, path: base, depth: 0, name: null },
  ];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    const members = countOf(each.value);
    const isOpen = members !== null && members > 0 && isOpenAt(each.path, each.depth, toggled);
    rows.push({ ...each, members, isOpen });
    if (!isOpen) continue;
    const { path, depth } = each;
    const inner = membersOf(each.value);
    for (let at = inner.length - 1; at >= 0; at -= 1) {
      const member = inner[at];
      if (member)
        waiting.push({
          value: member[1],
          name: member[0],
          path: appended(path, member[0]),
          depth: depth + 1,
        });
    }
  }
  return rows;
}

/** The paths to toggle so that the place of `segments` can be seen. */
export function opening(
  base: string,
  segments: readonly Segment[],
  toggled: ReadonlySet<string>,
): ReadonlySet<string> {
  const next = new Set(toggled);
  let path = base;
  for (const [depth, segment] of segments.entries()) {
    if (!isOpenAt(path, depth, toggled)) toggle(next, path);
    path = appended(path, segment);
  }
  return next;
}

export function toggle(paths: Set<string>, path: string): void {
  if (!paths.delete(path)) paths.add(path);
}

export function countOf(value: Json): number | null {
  if (Array.isArray(value)) return value.length;
  return typeof value === "object" && value !== null ? Object.keys(value).length : null;
}

function isOpenAt(path: string, depth: number, toggled: ReadonlySet<string>): boolean {
  return depth === 0 ? !toggled.has(path) : toggled.has(path);
}

function membersOf(value: Json): readonly (readonly [Segment, Json])[] {
  if (Array.isArray(value)) return value.map((member, at) => [at, member]);
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}

const LONGEST = 300;

/** A value in one line, cut where it is long. */
export function shortText(value: Json | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string") return cut(JSON.stringify(value.slice(0, LONGEST + 1)), LONGEST);
  const count = countOf(value);
  if (count === null) return String(value);
  return Array.isArray(value) ? `[${count}]` : `{${count}}`;
}

export function cut(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
