/** Values inside of values, by path; nothing is changed in place. */

import type { Json, JsonObject } from "../types";
import { CommandError } from "./command";

export type Path = readonly (string | number)[];

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function valueAt(owner: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => {
    if (isList(value)) return typeof key === "number" ? value[key] : undefined;
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, owner);
}

/** Return the object with a value put at the path, or removed; objects on the way are made. */
export function withValue(owner: JsonObject, path: Path, value: Json | undefined): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) throw new CommandError("a field needs a path");
  const old = Object.hasOwn(owner, key) ? owner[key] : undefined;
  return withMember(owner, String(key), rest.length > 0 ? inner(old, rest, value) : value);
}

/** Own data properties only: a key such as `__proto__` is a key like others. */
function withMember(owner: JsonObject, key: string, value: Json | undefined): JsonObject {
  const isNew = !Object.hasOwn(owner, key);
  const entries = Object.entries(owner).flatMap<[string, Json]>(([name, old]) => {
    if (name !== key) return [[name, old]];
    return value === undefined ? [] : [[name, value]];
  });
  if (isNew && value !== undefined) entries.push([key, value]);
  return Object.fromEntries(entries);
}

function inner(old: Json | undefined, path: Path, value: Json | undefined): Json | undefined {
  if (isList(old)) return withElement(old, path, value);
  if (isObject(old)) return withValue(old, path, value);
  return value === undefined ? old : withValue({}, path, value);
}

function withElement(list: readonly Json[], [at, ...rest]: Path, value: Json | undefined): readonly Json[] {
  if (typeof at !== "number" || !Number.isInteger(at) || at < 0 || at > list.length) {
    throw new CommandError(`there is no place ${at} in the list`);
  }
  const made = rest.length > 0 ? inner(list[at], rest, value) : value;
  return made === undefined ? list.toSpliced(at, 1) : list.toSpliced(at, 1, made);
}
