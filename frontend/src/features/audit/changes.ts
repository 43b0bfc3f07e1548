/** What differs between a thing before and after, place by place. Pure. */

import type { Json, JsonObject } from "~/document/types";

export type Change = {
  readonly path: string;
  readonly kind: "added" | "removed" | "changed";
  readonly before: string | undefined;
  readonly after: string | undefined;
};

/** Lists of plain values are compared as such: what came and what went. */
export function changesOf(before: unknown, after: unknown): readonly Change[] {
  const [old, now] = [flat(before), flat(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((path) => changeAt(path, old, now));
}

type Places = ReadonlyMap<string, Json>;

function changeAt(path: string, old: Places, now: Places): Change[] {
  const [before, after] = [old.get(path), now.get(path)];
  if (before !== undefined && after !== undefined) {
    if (JSON.stringify(before) === JSON.stringify(after)) return [];
    if (isPlainList(before) && isPlainList(after) && hasOthers(before, after)) {
      return [{ path, kind: "changed", before: missing(before, after), after: missing(after, before) }];
    }
    return [{ path, kind: "changed", before: shown(before), after: shown(after) }];
  }
  const kind = before === undefined ? "added" : "removed";
  return [{ path, kind, before: shown(before), after: shown(after) }];
}

/** Objects by the places in them; what is empty or a list stays whole. */
function flat(value: unknown, path = ""): Map<string, Json> {
  if (!isJson(value) || value === null) return new Map();
  if (!isObject(value) || Object.keys(value).length === 0) return new Map([[path, value]]);
  return new Map(
    Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
      const at = path === "" ? key : `${path}.${key}`;
      return isObject(inner) && Object.keys(inner).length > 0 ? [...flat(inner, at)] : [[at, inner]];
    }),
  );
}

function shown(value: Json | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (isPlainList(value)) return value.length > 0 ? value.map(text).join(", ") : "none";
  return text(value);
}

/** Whether more than the order differs. */
function hasOthers(before: readonly Json[], after: readonly Json[]): boolean {
  return missing(before, after) !== undefined || missing(after, before) !== undefined;
}

function missing(of: readonly Json[], from: readonly Json[]): string | undefined {
  const there = new Set(from.map(text));
  const rest = of.map(text).filter((each) => !there.has(each));
  return rest.length > 0 ? rest.join(", ") : undefined;
}

function text(value: Json): string {
  if (value === "") return "empty text";
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}

function isPlainList(value: Json): value is Json[] {
  return Array.isArray(value) && value.every((each) => each === null || typeof each !== "object");
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** All that the server sends is. */
function isJson(value: unknown): value is Json {
  return value !== undefined;
}
