/** Lines of a comparison as rows of two columns. */

import type { DiffLine } from "~/lib/line-diff";

export type Cell = { readonly number: number; readonly text: string };
export type Row =
  | {
      readonly kind: "line";
      readonly before: Cell | null;
      readonly after: Cell | null;
      readonly isChanged: boolean;
    }
  | { readonly kind: "gap"; readonly at: number; readonly count: number };

const AROUND = 3;
const LEAST_GAP = 4;

/** Nothing when nothing differs. Lines further than three from any change become gaps. */
export function sideBySide(lines: readonly DiffLine[]): readonly Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < lines.length; ) {
    const isSame = lines[at]?.kind === "same";
    let end = at;
    while (end < lines.length && (lines[end]?.kind === "same") === isSame) end += 1;
    const run = lines.slice(at, end);
    rows.push(...(isSame ? shortened(run, at === 0, end === lines.length) : paired(run)));
    at = end;
  }
  return rows.some((row) => row.kind === "line") ? rows : [];
}

function shortened(run: readonly DiffLine[], isFirst: boolean, isLast: boolean): Row[] {
  const head = isFirst ? 0 : AROUND;
  const tail = isLast ? 0 : AROUND;
  const count = run.length - head - tail;
  if (count < LEAST_GAP && !(isFirst && isLast)) return run.map(unchanged);
  const at = run[head]?.before ?? 0;
  return [
    ...run.slice(0, head).map(unchanged),
    { kind: "gap", at, count },
    ...run.slice(run.length - tail).map(unchanged),
  ];
}

function paired(run: readonly DiffLine[]): Row[] {
  const gone = run.filter((line) => line.kind === "removed");
  const come = run.filter((line) => line.kind === "added");
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, at) => ({
    kind: "line",
    before: cell(gone[at], gone[at]?.before),
    after: cell(come[at], come[at]?.after),
    isChanged: true,
  }));
}

function unchanged(line: DiffLine): Row {
  return { kind: "line", before: cell(line, line.before), after: cell(line, line.after), isChanged: false };
}

function cell(line: DiffLine | undefined, number: number | null | undefined): Cell | null {
  return line && number ? { number, text: line.text } : null;
}
