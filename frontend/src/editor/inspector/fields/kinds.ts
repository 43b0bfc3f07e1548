/** Which kind of field a schema asks for. Special needs become a kind here, never a question about the node's type. */

import type { FieldSchema } from "~/document/catalogue";
import { own } from "~/lib/own";
import { isOnly, typesOf } from "../form/schema";

export type FieldKind =
  | "text"
  | "long-text"
  | "suggestions"
  | "number"
  | "boolean"
  | "choice"
  | "duration"
  | "date"
  | "date-time"
  | "time-zone"
  | "cron"
  | "expression"
  | "template"
  | "template-or-list"
  | "templated-json"
  | "json"
  | "code"
  | "key-value"
  | "choices"
  | "list"
  | "object"
  | "credential"
  | "workflow"
  | "members"
  | "colour";

const TEXT_FORMATS: Readonly<Record<string, FieldKind>> = {
  "date-time": "date-time",
  "email-template": "template",
  "html-template": "template",
  "time-zone": "time-zone",
  code: "code",
  colour: "colour",
  credential: "credential",
  cron: "cron",
  date: "date",
  duration: "duration",
  expression: "expression",
  items: "expression",
  loop: "expression",
  template: "template",
  workflow: "workflow",
};
const FORMATS: Readonly<Record<string, FieldKind>> = {
  "email-template": "template-or-list",
  "templated-json": "templated-json",
  headers: "key-value",
  json: "json",
  query: "key-value",
};
const SHORT = 500;

/** The schema must be resolved. What is not known is edited as JSON. */
export function kindOf(schema: FieldSchema): FieldKind {
  if (schema.enum !== undefined || schema.const !== undefined) return "choice";
  if (isOnly(schema, "string")) return textKind(schema);
  const special = own(FORMATS, schema.format ?? "");
  if (special !== undefined) return special;
  if (isOnly(schema, "boolean")) return "boolean";
  if (isOnly(schema, "array")) return listKind(schema);
  if (isOnly(schema, "object")) return objectKind(schema);
  const types = typesOf(schema);
  const isNumber = types.length > 0 && types.every((type) => type === "number" || type === "integer");
  return isNumber ? "number" : "json";
}

function textKind({ format = "", suggestions, maxLength = 0 }: FieldSchema): FieldKind {
  const kind = own(TEXT_FORMATS, format);
  if (kind !== undefined) return kind;
  if (suggestions !== undefined) return "suggestions";
  return maxLength > SHORT ? "long-text" : "text";
}

function listKind({ format, items }: FieldSchema): FieldKind {
  if (format === "member" || items?.format === "member") return "members";
  if (items?.enum !== undefined) return "choices";
  return items === undefined ? "json" : "list";
}

function objectKind({ properties, additionalProperties }: FieldSchema): FieldKind {
  if (properties !== undefined) return "object";
  return typeof additionalProperties === "object" ? "key-value" : "json";
}
