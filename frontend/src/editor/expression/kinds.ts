/** Values in a few words. */

import { isList, isObject } from "~/document/commands/values";
import type { Json } from "~/document/types";
import { plural } from "~/lib/format";

const MOST = 120;

export function kindName(value: Json | undefined): string {
  if (value === undefined) return "unknown";
  if (value === null) return "null";
  if (isList(value)) return "list";
  if (isObject(value)) return "object";
  return typeof value === "string" ? "text" : typeof value;
}

/** A value's beginning on one line. */
export function brief(value: Json | undefined, most = MOST): string {
  if (value === undefined) return "";
  const text = JSON.stringify(pruned(value, 3));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** "3 entries", "2 keys". */
export function sizeOf(value: Json | undefined): string {
  if (isList(value)) return plural(value.length, "entry", "entries");
  return isObject(value) ? plural(Object.keys(value).length, "key") : "";
}

/** A value without what lies deep or far behind, so that large ones cost little. */
export function pruned(value: Json, depth: number, width = 20): Json {
  if (typeof value === "string") return value.slice(0, 200);
  if (isList(value))
    return depth === 0 ? [] : value.slice(0, width).map((each) => pruned(each, depth - 1, width));
  if (!isObject(value)) return value;
  const entries = depth === 0 ? [] : Object.entries(value).slice(0, width);
  return Object.fromEntries(entries.map(([key, each]) => [key, pruned(each, depth - 1, width)]));
}
