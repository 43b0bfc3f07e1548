import type { ComparedRow } from "./differences";
import classes from "./results.module.css";
import { countOf, shortText } from "./tree-rows";
import { useRows } from "./use-rows";

export type DifferenceRowsProps = { rows: readonly ComparedRow[] };

const ROW = 22;
const MARKS = { same: " ", changed: "≠", added: "+", removed: "−" };
const SPOKEN = { same: "", changed: "changed: ", added: "only there: ", removed: "only here: " };

/** Two values row by row; what differs is marked by colour and by sign. */
export function DifferenceRows({ rows }: DifferenceRowsProps) {
  const shown = useRows(rows.length, ROW);
  return (
    <section
      ref={shown.ref}
      onScroll={shown.onScroll}
      className={classes.scroll}
      aria-label="Differences"
      {...REACHED_BY_KEYS}
    >
      <ul className={classes.list} style={{ height: shown.total }}>
        {rows.slice(shown.start, shown.end).map((row, offset) => (
          <li
            key={row.path}
            className={classes.both}
            style={{ top: (shown.start + offset) * ROW, height: ROW }}
          >
            <Side row={row} side="left" />
            <Side row={row} side="right" />
          </li>
        ))}
      </ul>
    </section>
  );
}

type SideProps = { row: ComparedRow; side: "left" | "right" };

function Side({ row, side }: SideProps) {
  const value = row[side];
  const isWhole = value !== undefined && countOf(value) !== null && row.difference === "same";
  return (
    <span
      className={classes.side}
      data-difference={markOf(row, side)}
      style={{ paddingInlineStart: 8 + row.depth * 14 }}
      dir="auto"
    >
      {side === "left" && SPOKEN[row.difference] !== "" && (
        <span className={classes.spoken}>{SPOKEN[row.difference]}</span>
      )}
      <span aria-hidden>{MARKS[row.difference]} </span>
      {row.name !== null && value !== undefined && `${row.name}: `}
      {isWhole ? `${shortText(value)} the same` : shortText(value)}
    </span>
  );
}

function markOf({ difference, left, right }: ComparedRow, side: "left" | "right"): string | undefined {
  if (difference === "added") return side === "right" ? "added" : undefined;
  if (difference === "removed") return side === "left" ? "removed" : undefined;
  const isLeaf = typeof left !== "object" || typeof right !== "object" || left === null || right === null;
  return difference === "changed" && isLeaf ? `changed-${side}` : undefined;
}

/** What scrolls must be reached by keys. */
const REACHED_BY_KEYS = { tabIndex: 0 };
