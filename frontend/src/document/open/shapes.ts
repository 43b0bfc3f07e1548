/** Asking what JSON is. */

import { isList, isObject } from "../commands/values";
import type { Group, Json, JsonObject, Note, Position, Size } from "../types";

const FARTHEST = 1_000_000_000;

export function isText(value: Json | undefined): value is string {
  return typeof value === "string";
}

export function isPosition(value: Json | undefined): value is JsonObject & Position {
  return isObject(value) && isPlace(value.x) && isPlace(value.y);
}

export function isSize(value: Json | undefined): value is JsonObject & Size {
  return isObject(value) && isLength(value.width) && isLength(value.height);
}

export function isNote(value: Json): value is JsonObject & Note {
  if (!isObject(value)) return false;
  const texts = [value.id, value.text, value.colour];
  return texts.every(isText) && isPosition(value.position) && isSize(value.size);
}

export function isGroup(value: Json): value is JsonObject & Group {
  if (!isObject(value) || !isList(value.nodes)) return false;
  return [value.id, value.label, value.colour, ...value.nodes].every(isText);
}

/** The object with only those of its keys that are right; null is the same as absent. */
export function withoutWrong(
  owner: JsonObject,
  rules: Readonly<Record<string, (value: Json) => boolean>>,
): { readonly owner: JsonObject; readonly wrong: readonly string[] } {
  const wrong = Object.keys(rules).filter((key) => {
    const value = Object.hasOwn(owner, key) ? owner[key] : undefined;
    return value !== undefined && !rules[key]?.(value);
  });
  if (wrong.length === 0) return { owner, wrong };
  const left = Object.entries(owner).filter(([key]) => !wrong.includes(key));
  return { owner: Object.fromEntries(left), wrong: wrong.filter((key) => owner[key] !== null) };
}

/** Browsers cannot draw at any number there is. */
function isPlace(value: Json | undefined): boolean {
  return typeof value === "number" && Math.abs(value) <= FARTHEST;
}

function isLength(value: Json | undefined): boolean {
  return isPlace(value) && Number(value) > 0;
}
