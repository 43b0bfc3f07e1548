/** Objects as rows of names and values. */

import { isObject } from "~/document/commands/values";
import type { Json, JsonObject } from "~/document/types";
import type { Reading } from "../form/use-draft";
import { printTemplated, readTemplated } from "./json-texts";

export type Pair = { readonly name: string; readonly text: string };

/** `isText`: the values are texts whatever they look like, as those of headers. */
export function pairsOf(value: Json | undefined, isText = false): readonly Pair[] {
  if (!isObject(value)) return [];
  return Object.entries(value).map(([name, each]) => ({
    name,
    text: printed(each, isText),
  }));
}

export function isPairs(typed: unknown): typed is readonly Pair[] {
  return Array.isArray(typed);
}

/** Rows without a name do not count; a name that stands twice cannot be kept. */
export function readPairs(pairs: readonly Pair[], isText = false): Reading {
  const found: [string, Json][] = [];
  for (const { name, text } of pairs) {
    const reading: Reading = isText ? { ok: true, value: text } : readTemplated(text);
    if (!reading.ok) return { ok: false, fault: `The value of "${name}": ${reading.fault}` };
    if (name === "" && text !== "")
      return { ok: false, fault: "A value has no name yet, so it is not saved." };
    if (found.some(([known]) => known === name)) return { ok: false, fault: `"${name}" stands here twice.` };
    if (name !== "") found.push([name, reading.value ?? ""]);
  }
  const value: JsonObject = Object.fromEntries(found);
  return { ok: true, value: found.length === 0 ? undefined : value };
}

function printed(value: Json, isText: boolean): string {
  return value === "" || (isText && typeof value === "string") ? value : printTemplated(value);
}
