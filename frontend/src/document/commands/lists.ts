/** Changes of lists of things with ids: what remains keeps its identity and its order. */

import type { ListChange } from "./command";
import { CommandError } from "./command";

type Named = { readonly id: string };

/** Return the change that leads from one list to another, null where what stays has another order. */
export function listChange<T extends Named>(from: readonly T[], to: readonly T[]): ListChange<T> | null {
  const [start, end] = alike(from, to);
  const before = new Map(from.slice(start, from.length - end).map((item) => [item.id, item]));
  const after = to.slice(start, to.length - end);
  const names = new Set(after.map((item) => item.id));
  const kept = after.filter((item) => before.get(item.id) === item);
  const stays = new Set(kept);
  const old = [...before.values()].filter((item) => stays.has(item));
  if (old.some((item, at) => item !== kept[at])) return null;
  const put = after.flatMap((item, at) => (stays.has(item) ? [] : [{ at: at + start, item }]));
  return { removed: [...before.keys()].filter((id) => !names.has(id)), put };
}

/** Whether each thing that is put takes the place of the one with its id. */
export function isInPlace<T extends Named>(list: readonly T[], change: ListChange<T>): boolean {
  return change.removed.length === 0 && change.put.every(({ at, item }) => list[at]?.id === item.id);
}

export function changedList<T extends Named>(list: readonly T[], change: ListChange<T>): readonly T[] {
  if (isInPlace(list, change)) return replaced(list, change.put);
  const gone = new Set([...change.removed, ...change.put.map(({ item }) => item.id)]);
  const kept = list.filter((item) => !gone.has(item.id));
  const known = new Set(list.map((item) => item.id));
  const unknown = change.removed.find((id) => !known.has(id));
  if (unknown !== undefined) throw new CommandError(`there is no "${unknown}" to remove`);
  return merged(kept, change.put);
}

/** The list with some of its members replaced, by index. Costs what is replaced and one copy. */
export function replaced<T>(
  list: readonly T[],
  changes: Iterable<{ readonly at: number; readonly item: T }>,
): readonly T[] {
  const made = list.slice();
  for (const { at, item } of changes) made[at] = item;
  return made;
}

/** The list itself when nothing is left out. */
export function without<T>(list: readonly T[], isGone: (item: T) => boolean): readonly T[] {
  const left = list.filter((item) => !isGone(item));
  return left.length === list.length ? list : left;
}

/** How many members are the same at the start, and at the end, of both lists. */
function alike<T>(one: readonly T[], other: readonly T[]): readonly [number, number] {
  const most = Math.min(one.length, other.length);
  let start = 0;
  while (start < most && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < most - start && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return [start, end];
}

function merged<T>(kept: readonly T[], put: ListChange<T>["put"]): readonly T[] {
  const made: T[] = [];
  let next = 0;
  for (const { at, item } of put.toSorted((one, other) => one.at - other.at)) {
    const until = next + at - made.length;
    if (until < next || until > kept.length) throw new CommandError(`there is no place ${at} in the list`);
    for (; next < until; next += 1) made.push(...kept.slice(next, next + 1));
    made.push(item);
  }
  return made.concat(kept.slice(next));
}
