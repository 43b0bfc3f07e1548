/** What kind of JSON a value is. Pure. */

import type { Json, JsonObject } from "~/document/types";

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** As people read it: texts as they are, everything else as indented JSON. */
export function plainText(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value, null, 2);
}
