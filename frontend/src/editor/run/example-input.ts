/** An input to begin with, from the JSON Schema that the workflow's inputs must fit. Pure. */

import type { Json, JsonObject } from "~/document/types";
import { own } from "~/lib/own";

/** The schema's own example, else its defaults, else an empty value of each required field. */
export function exampleFrom(schema: Json | undefined, depth = 0): Json | undefined {
  if (!isObject(schema) || depth > 8) return undefined;
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  return empty(schema, depth);
}

const EMPTY: Readonly<Record<string, Json>> = {
  string: "",
  number: 0,
  integer: 0,
  boolean: false,
  array: [],
  null: null,
};

function empty(schema: JsonObject, depth: number): Json | undefined {
  if (!isObject(schema.properties))
    return typeof schema.type === "string" ? own(EMPTY, schema.type) : undefined;
  const fields = Object.entries(schema.properties).flatMap(([name, field]): [string, Json][] => {
    const value = exampleFrom(field, depth + 1);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(fields);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
