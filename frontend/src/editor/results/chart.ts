/** Values as charts, where numbers make one. Pure. */

import type { Json, JsonObject } from "~/document/types";
import { own } from "~/lib/own";
import { isObject } from "./json";

export type ChartRow = Readonly<Record<string, string | number>>;
/** `rows`: each with `label` and a number for each series. `isCut`: there are more rows than are drawn. */
export type Chart = {
  readonly kind: "bar" | "line";
  readonly rows: readonly ChartRow[];
  readonly series: readonly string[];
  readonly isCut: boolean;
};

const MOST_ROWS = 500;
const MOST_SERIES = 5;
const DATE = /^\d{4}-\d{2}(-\d{2})?([T ]|$)/;

export function chartOf(value: Json): Chart | null {
  if (Array.isArray(value)) return value.length < 2 ? null : chartOfList(value);
  if (value === null || typeof value !== "object") return null;
  const entries = Object.entries(value);
  if (entries.length < 2 || !entries.every(([, each]) => typeof each === "number")) return null;
  return made(
    entries.map(([label, each]) => ({ label, value: Number(each) })),
    ["value"],
  );
}

function chartOfList(list: readonly Json[]): Chart | null {
  const first = list.slice(0, MOST_ROWS);
  if (first.every((each) => typeof each === "number"))
    return made(
      first.map((each, at) => ({ label: String(at), value: Number(each) })),
      ["value"],
      list.length,
    );
  const objects = first.filter(isObject);
  return objects.length === first.length ? chartOfObjects(objects, list.length) : null;
}

function chartOfObjects(objects: readonly JsonObject[], total: number): Chart | null {
  const names = Object.keys(objects[0] ?? {});
  const all = (name: string, type: string) => objects.every((each) => typeof own(each, name) === type);
  const labelled = names.find((name) => all(name, "string"));
  const series = names.filter((name) => all(name, "number") && !/(^|_)id$/i.test(name)).slice(0, MOST_SERIES);
  if (series.length === 0) return null;
  const rows = objects.map((each, at) => ({
    ...Object.fromEntries(series.map((name) => [name, Number(each[name])])),
    label: labelled === undefined ? String(at) : String(each[labelled]),
  }));
  return made(rows, series, total);
}

function made(rows: readonly ChartRow[], series: readonly string[], total = rows.length): Chart {
  const isInTime = rows.every((row) => DATE.test(String(row.label)));
  const kind = isInTime || rows.length > 40 ? "line" : "bar";
  return { kind, rows: rows.slice(0, MOST_ROWS), series, isCut: total > MOST_ROWS };
}
