import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { useEffect, useMemo, useState } from "react";
import type { Json, JsonObject } from "~/document/types";
import { own } from "~/lib/own";
import { dragPath } from "./drag-path";
import { Marked } from "./marked";
import { type Cell, OpenCell } from "./open-cell";
import { pathOf, type Segment } from "./path";
import classes from "./results.module.css";
import { columnsOf, nextSorting, type Sorting, sortedRows } from "./table";
import { cut, shortText } from "./tree-rows";
import { useRows } from "./use-rows";

export type TableViewProps = {
  rows: readonly JsonObject[];
  base: string;
  label: string;
  search: string;
  match: readonly Segment[] | undefined;
  onPickPath?: ((path: string) => void) | undefined;
  /** Whether its paths are expressions. */
  isReadable: boolean;
};

const ROW = 32;

/** A list of objects as a table. Heads sort; cells are cut and open at a click. Draws only what is seen. */
export function TableView({ rows, base, label, search, match, onPickPath, isReadable }: TableViewProps) {
  const [sorting, setSorting] = useState<Sorting>(null);
  const [open, setOpen] = useState<Cell | null>(null);
  const columns = useMemo(() => columnsOf(rows), [rows]);
  const order = useMemo(() => sortedRows(rows, sorting), [rows, sorting]);
  const shown = useRows(order.length, ROW, ROW);
  const { show } = shown;
  const [matchRow] = match ?? [];
  useEffect(() => {
    if (typeof matchRow === "number") show(order.indexOf(matchRow));
  }, [matchRow, order, show]);
  const after = (order.length - shown.end) * ROW;
  return (
    <section
      ref={shown.ref}
      onScroll={shown.onScroll}
      className={classes.scroll}
      {...REACHED_BY_KEYS}
      aria-label={`${label} as a table`}
    >
      <table
        className={classes.table}
        style={{ width: 56 + columns.length * 150 }}
        aria-rowcount={order.length + 1}
      >
        <thead className={classes.head}>
          <tr style={{ height: ROW }}>
            <th scope="col" className={classes.narrow}>
              #
            </th>
            {columns.map((column) => (
              <Head
                key={column}
                column={column}
                sorting={sorting}
                onSort={() => setSorting(nextSorting(sorting, column))}
              />
            ))}
          </tr>
        </thead>
        <tbody>
          <tr aria-hidden style={{ height: shown.start * ROW }} />
          {order.slice(shown.start, shown.end).map((at, offset) => (
            <tr
              key={at}
              aria-rowindex={shown.start + offset + 2}
              data-match={at === matchRow}
              style={{ height: ROW }}
            >
              <th scope="row" className={classes.number}>
                {at}
              </th>
              {columns.map((column) => (
                <CellView
                  key={column}
                  value={own(rows[at] ?? {}, column)}
                  path={pathOf(base, [at, column])}
                  search={search}
                  isReadable={isReadable}
                  onOpen={setOpen}
                />
              ))}
            </tr>
          ))}
          <tr aria-hidden style={{ height: after }} />
        </tbody>
      </table>
      {open && (
        <OpenCell cell={open} isReadable={isReadable} onClose={() => setOpen(null)} onPickPath={onPickPath} />
      )}
    </section>
  );
}

/** What scrolls must be reached by keys. */
const REACHED_BY_KEYS = { tabIndex: 0 };

type HeadProps = { column: string; sorting: Sorting; onSort: () => void };

function Head({ column, sorting, onSort }: HeadProps) {
  const isSorted = sorting?.column === column;
  const sort = !isSorted ? "none" : sorting.isDescending ? "descending" : "ascending";
  return (
    <th scope="col" aria-sort={sort}>
      <button
        type="button"
        className={classes.sorter}
        onClick={onSort}
        title={`Sort by ${column}`}
        dir="auto"
      >
        {column || "(no name)"}
        {isSorted &&
          (sorting.isDescending ? (
            <IconArrowDown size={12} aria-hidden />
          ) : (
            <IconArrowUp size={12} aria-hidden />
          ))}
      </button>
    </th>
  );
}

type CellViewProps = {
  value: Json | undefined;
  path: string;
  search: string;
  isReadable: boolean;
  onOpen: (cell: Cell) => void;
};

function CellView({ value, path, search, isReadable, onOpen }: CellViewProps) {
  if (value === undefined) return <td />;
  const text = typeof value === "string" ? cut(value, 200) : shortText(value);
  return (
    <td data-kind={typeof value}>
      <button
        type="button"
        className={classes.opens}
        draggable={isReadable}
        dir="auto"
        onDragStart={(event) => dragPath(event, path)}
        onClick={() => onOpen({ path, value })}
      >
        <Marked text={text} search={search} />
      </button>
    </td>
  );
}
