/** Which lines of a text came, went or stayed. */

export type DiffLine = {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
  /** Numbers of the line before and after, from 1; null where it is not. */
  readonly before: number | null;
  readonly after: number | null;
};

/** More pairs than this are not compared one by one: everything between the equal ends counts as changed. */
const MOST_PAIRS = 4_000_000;

export function diffLines(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const start = equalAhead(old, now);
  const end = equalBehind(old.slice(start), now.slice(start));
  const middle = compared(old.slice(start, old.length - end), now.slice(start, now.length - end));
  const kinds = [...kept(old.slice(0, start)), ...middle, ...kept(old.slice(old.length - end))];
  return numbered(kinds);
}

type Kind = Pick<DiffLine, "kind" | "text">;

function compared(old: readonly string[], now: readonly string[]): Kind[] {
  if (old.length * now.length > MOST_PAIRS) return [...gone(old), ...come(now)];
  return walked(old, now, lengths(old, now));
}

/** At `i * width + j`: how many lines the rests after `i` and `j` have in common. */
function lengths(old: readonly string[], now: readonly string[]): Uint32Array {
  const width = now.length + 1;
  const table = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      table[i * width + j] =
        old[i] === now[j]
          ? 1 + (table[(i + 1) * width + j + 1] ?? 0)
          : Math.max(table[(i + 1) * width + j] ?? 0, table[i * width + j + 1] ?? 0);
  return table;
}

function walked(old: readonly string[], now: readonly string[], table: Uint32Array): Kind[] {
  const width = now.length + 1;
  const found: Kind[] = [];
  let [i, j] = [0, 0];
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      found.push({ kind: "same", text: old[i] ?? "" });
      i += 1;
      j += 1;
    } else if ((table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0)) {
      found.push({ kind: "removed", text: old[i] ?? "" });
      i += 1;
    } else {
      found.push({ kind: "added", text: now[j] ?? "" });
      j += 1;
    }
  }
  return [...found, ...gone(old.slice(i)), ...come(now.slice(j))];
}

function numbered(kinds: readonly Kind[]): DiffLine[] {
  let [before, after] = [0, 0];
  return kinds.map(({ kind, text }) => {
    if (kind !== "added") before += 1;
    if (kind !== "removed") after += 1;
    return {
      kind,
      text,
      before: kind === "added" ? null : before,
      after: kind === "removed" ? null : after,
    };
  });
}

function equalAhead(old: readonly string[], now: readonly string[]): number {
  const differs = old.findIndex((line, at) => line !== now[at]);
  return differs === -1 ? old.length : differs;
}

function equalBehind(old: readonly string[], now: readonly string[]): number {
  let count = 0;
  const most = Math.min(old.length, now.length);
  while (count < most && old[old.length - 1 - count] === now[now.length - 1 - count]) count += 1;
  return count;
}

function kept(lines: readonly string[]): Kind[] {
  return lines.map((text) => ({ kind: "same", text }));
}

function gone(lines: readonly string[]): Kind[] {
  return lines.map((text) => ({ kind: "removed", text }));
}

function come(lines: readonly string[]): Kind[] {
  return lines.map((text) => ({ kind: "added", text }));
}
