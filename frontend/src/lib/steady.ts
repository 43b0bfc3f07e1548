/** Gives the list of before again as long as the same elements stand in it, so that nobody looks through it anew. */
export function steadily<T>(): (list: T[]) => T[] {
  let before: T[] = [];
  return (list) => {
    const isSame = list.length === before.length && list.every((element, at) => element === before[at]);
    if (!isSame) before = list;
    return before;
  };
}
