/** Lists of objects as tables: columns, order, and the same as CSV. Pure. */

import type { Json, JsonObject } from "~/document/types";
import { own } from "~/lib/own";

export type Sorting = { readonly column: string; readonly isDescending: boolean } | null;

const LOOKED_AT = 500;
const MOST_COLUMNS = 200;

/** Names of all members of the first rows, in the order in which they come. */
export function columnsOf(rows: readonly JsonObject[]): readonly string[] {
  const found = new Set<string>();
  for (const row of rows.slice(0, LOOKED_AT)) for (const name of Object.keys(row)) found.add(name);
  return [...found].slice(0, MOST_COLUMNS);
}

/** Places of the rows in the order to show; what is missing comes last either way. */
export function sortedRows(rows: readonly JsonObject[], sorting: Sorting): readonly number[] {
  const order = rows.map((_, at) => at);
  if (sorting === null) return order;
  const { column, isDescending } = sorting;
  const factor = isDescending ? -1 : 1;
  return order.sort((a, b) => {
    const [left, right] = [own(rows[a] ?? {}, column), own(rows[b] ?? {}, column)];
    if (isMissing(left) || isMissing(right)) return Number(isMissing(left)) - Number(isMissing(right));
    return factor * compared(left, right);
  });
}

/** The next order when a column's head is pressed: ascending, descending, none. */
export function nextSorting(now: Sorting, column: string): Sorting {
  if (now?.column !== column) return { column, isDescending: false };
  return now.isDescending ? null : { column, isDescending: true };
}

/** As spreadsheets read it. Texts that they would take for formulas begin with an apostrophe. */
export function csvOf(rows: readonly JsonObject[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const lines = [columns, ...rows.map((row) => columns.map((column) => own(row, column)))];
  return lines.map((cells) => cells.map(csvCell).join(",")).join("\r\n");
}

function csvCell(value: Json | undefined): string {
  if (isMissing(value)) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const guarded = /^[\s]*[=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function isMissing(value: Json | undefined): value is null | undefined {
  return value === undefined || value === null;
}

const collator = new Intl.Collator(undefined, { numeric: true });

function compared(left: Json | undefined, right: Json | undefined): number {
  if (typeof left === "number" && typeof right === "number") return left - right;
  return collator.compare(textOf(left), textOf(right));
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
