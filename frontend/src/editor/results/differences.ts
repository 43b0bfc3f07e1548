/** Two values side by side: rows of both, with what differs. Pure. */

import type { Json } from "~/document/types";
import { isObject } from "./json";
import { appended, type Segment } from "./path";

export type Difference = "same" | "changed" | "added" | "removed";
export type ComparedRow = {
  readonly path: string;
  readonly depth: number;
  readonly name: Segment | null;
  /** Undefined where it is on the other side only. */
  readonly left: Json | undefined;
  readonly right: Json | undefined;
  readonly difference: Difference;
};

export const MOST_ROWS = 20_000;

/** Members are compared by name, elements by place. Containers that are the same are one row. */
export function compared(left: Json | undefined, right: Json | undefined): readonly ComparedRow[] {
  const rows: ComparedRow[] = [];
  const waiting: Omit<ComparedRow, "difference">[] = [{ path: "", depth: 0, name: null, left, right }];
  for (let each = waiting.pop(); each !== undefined && rows.length < MOST_ROWS; each = waiting.pop()) {
    const difference = differenceOf(each.left, each.right);
    rows.push({ ...each, difference });
    if (difference === "same") continue;
    const { path, depth } = each;
    for (const name of namesOf(each.left, each.right).reverse())
      waiting.push({
        path: appended(path, name),
        depth: depth + 1,
        name,
        left: memberOf(each.left, name),
        right: memberOf(each.right, name),
      });
  }
  return rows;
}

export function isSame(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (!areAlike(left, right)) return false;
  const names = namesOf(left, right);
  return names.length > 0
    ? names.every((name) => isSame(memberOf(left, name), memberOf(right, name)))
    : typeof left === "object";
}

function differenceOf(left: Json | undefined, right: Json | undefined): Difference {
  if (isSame(left, right)) return "same";
  if (left === undefined) return "added";
  return right === undefined ? "removed" : "changed";
}

/** Both lists, or both objects. */
function areAlike(left: Json | undefined, right: Json | undefined): boolean {
  const areContainers =
    typeof left === "object" && typeof right === "object" && left !== null && right !== null;
  return areContainers && Array.isArray(left) === Array.isArray(right);
}

/** Only of containers of one kind: a list in place of an object is one change. */
function namesOf(left: Json | undefined, right: Json | undefined): Segment[] {
  if (!areAlike(left, right)) return [];
  if (Array.isArray(left) && Array.isArray(right))
    return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => at);
  return [...new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])];
}

function memberOf(container: Json | undefined, name: Segment): Json | undefined {
  if (Array.isArray(container)) return container[Number(name)];
  return isObject(container) && Object.hasOwn(container, name) ? container[name] : undefined;
}
