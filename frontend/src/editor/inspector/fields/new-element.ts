/** What a new element of a list begins with, and what an element is called in few words. */

import type { FieldSchema } from "~/document/catalogue";
import { isList, isObject } from "~/document/commands/values";
import type { Json } from "~/document/types";
import { plural } from "~/lib/format";
import { isOnly, shortText } from "../form/schema";

const MOST_LETTERS = 60;

export function newElement(schema: FieldSchema): Json {
  if (schema.default !== undefined) return schema.default;
  if (schema.enum?.[0] !== undefined) return schema.enum[0];
  if (isOnly(schema, "string")) return "";
  if (isOnly(schema, "boolean")) return false;
  if (isOnly(schema, "array")) return [];
  if (isOnly(schema, "number") || isOnly(schema, "integer")) return schema.minimum ?? 0;
  return isOnly(schema, "object") ? {} : null;
}

/** The first things that an object says: `when: input > 1, output_path: large`, with the fields' titles. */
export function summaryOf(schema: FieldSchema, value: Json): string {
  if (!isObject(value))
    return cut(isList(value) ? plural(value.length, "entry", "entries") : shortText(value));
  const parts = Object.entries(value).flatMap(([name, each]) =>
    partOf(schema.properties?.[name], name, each),
  );
  return cut(parts.join(" · "));
}

function partOf(schema: FieldSchema | undefined, name: string, value: Json): readonly string[] {
  if (value === null || value === "" || value === false) return [];
  return value === true ? [schema?.title ?? name] : [shortText(value)];
}

function cut(text: string): string {
  return text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
}

/** The list with one element at another place. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const element = list[from];
  if (element === undefined || to < 0 || to >= list.length || from === to) return list;
  return list.toSpliced(from, 1).toSpliced(to, 0, element);
}
