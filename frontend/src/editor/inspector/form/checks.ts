/** What can be said of a value before the server looks at it. */

import type { FieldSchema } from "~/document/catalogue";
import { isList } from "~/document/commands/values";
import type { Json } from "~/document/types";
import { plural } from "~/lib/format";
import { typesOf } from "./schema";

/** What is wrong with a value, or null. A value that is not set is the server's business. */
export function faultOf(schema: FieldSchema, value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") return numberFault(schema, value);
  if (typeof value === "string") return textFault(schema, value);
  return isList(value) ? listFault(schema, value) : null;
}

function numberFault(schema: FieldSchema, value: number): string | null {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (typesOf(schema)[0] === "integer" && !Number.isInteger(value)) return "Must be a whole number.";
  if (minimum !== undefined && value < minimum) return `Must be at least ${minimum}.`;
  if (maximum !== undefined && value > maximum) return `Must be at most ${maximum}.`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return `Must be more than ${exclusiveMinimum}.`;
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return `Must be less than ${exclusiveMaximum}.`;
  return null;
}

function textFault({ minLength = 0, maxLength, pattern, format }: FieldSchema, value: string): string | null {
  const length = [...value].length;
  if (value === "" && minLength > 0) return "Must not be empty.";
  if (length < minLength) return `Must have at least ${plural(minLength, "character")}.`;
  if (maxLength !== undefined && length > maxLength)
    return `Must have at most ${plural(maxLength, "character")}; these are ${length}.`;
  if (pattern !== undefined && format !== "duration" && !fits(pattern, value))
    return "Does not have the right form.";
  return null;
}

function listFault({ minItems, maxItems }: FieldSchema, value: readonly Json[]): string | null {
  if (minItems !== undefined && value.length < minItems)
    return `Needs at least ${plural(minItems, "entry", "entries")}.`;
  if (maxItems !== undefined && value.length > maxItems)
    return `Takes at most ${plural(maxItems, "entry", "entries")}.`;
  return null;
}

/** A pattern that browsers cannot read is left to the server. */
function fits(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true;
  }
}
