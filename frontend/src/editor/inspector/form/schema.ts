/** What a field's schema says once references and null are out of the way. */

import type { FieldSchema } from "~/document/catalogue";
import { isObject } from "~/document/commands/values";
import type { Json, JsonObject } from "~/document/types";

const NESTED = 20;

/** The schema itself: references followed, `null` and single alternatives folded in. */
export function resolved(schema: FieldSchema, root: FieldSchema, depth = 0): FieldSchema {
  if (depth > NESTED) return {};
  if (schema.$ref !== undefined) {
    const { $ref, ...own } = schema;
    return { ...resolved(referred($ref, root), root, depth + 1), ...own };
  }
  const [only, ...others] = (schema.anyOf ?? []).filter((each) => each.type !== "null");
  if (only !== undefined && others.length === 0) {
    const { anyOf: _folded, ...own } = schema;
    return { ...resolved(only, root, depth + 1), ...own };
  }
  return withoutNull(schema);
}

/** The types that a value may have, null left out. */
export function typesOf(schema: FieldSchema): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === "string" ? [schema.type] : schema.type;
}

export function isOnly(schema: FieldSchema, type: string): boolean {
  const types = typesOf(schema);
  return types.length === 1 && types[0] === type;
}

/** "page_size" -> "Page size", where a plugin gives no title. */
export function titleFrom(name: string): string {
  const words = name.replaceAll("_", " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a field matters, going by the field beside it that decides. */
export function isShown(schema: FieldSchema, siblings: JsonObject, among: FieldSchema): boolean {
  const rule = schema.shown_when;
  if (rule === undefined) return true;
  const given = siblings[rule.field] ?? among.properties?.[rule.field]?.default;
  return rule.is.some((value) => isSame(value, given));
}

/** Whether two values are the same JSON. */
export function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** A value as a placeholder shows it. */
export function shortText(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A value with one of its members changed, or taken out. */
export function withMember(owner: Json | undefined, key: string, value: Json | undefined): JsonObject {
  const { [key]: _old, ...rest } = isObject(owner) ? owner : {};
  return value === undefined ? rest : { ...(isObject(owner) ? owner : {}), [key]: value };
}

function withoutNull(schema: FieldSchema): FieldSchema {
  if (schema.type === undefined || typeof schema.type === "string") return schema;
  const types = schema.type.filter((type) => type !== "null");
  return { ...schema, type: types.length === 1 && types[0] !== undefined ? types[0] : types };
}

function referred(reference: string, root: FieldSchema): FieldSchema {
  const name = /^#\/\$defs\/(.+)$/.exec(reference)?.[1];
  return (name !== undefined && root.$defs?.[name]) || {};
}
