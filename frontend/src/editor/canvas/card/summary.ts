/** What a card says below its label: the field that matters most, chosen from the catalogue alone. */

import type { FieldSchema, NodeType } from "~/document/catalogue";
import { isList, isObject } from "~/document/commands/values";
import { givenValue } from "~/document/node-types";
import type { Json, WorkflowNode } from "~/document/types";
import { plural } from "~/lib/format";

const LONGEST = 80;

/** The first required field that is given, else the first that is; the purpose of the type where none is. */
export function summaryOf(type: NodeType | undefined, node: WorkflowNode): string {
  if (!type) return node.type ?? "Unknown type";
  const fields = Object.entries(type.params.properties ?? {}).filter(([name]) => name !== "label");
  const required = new Set(type.params.required);
  const inOrder = [
    ...fields.filter(([name]) => required.has(name)),
    ...fields.filter(([name]) => !required.has(name)),
  ];
  for (const [name, schema] of inOrder) {
    const text = textOf(schema, givenValue(type, node, name));
    if (text !== "") return text.slice(0, LONGEST);
  }
  return type.purpose;
}

function textOf(schema: FieldSchema, value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return (schema.labels?.[value] ?? value).replaceAll(/\s+/g, " ").trim();
  if (typeof value === "boolean")
    return schema.title ? `${schema.title}: ${value ? "yes" : "no"}` : String(value);
  if (typeof value === "number") return schema.unit ? `${value} ${schema.unit}` : String(value);
  if (isList(value)) return value.length === 0 ? "" : counted(schema, value.length);
  return isObject(value) && Object.keys(value).length > 0 ? JSON.stringify(value).slice(0, LONGEST) : "";
}

function counted(schema: FieldSchema, count: number): string {
  const many = (schema.title ?? "elements").toLowerCase();
  return plural(count, many.endsWith("s") ? many.slice(0, -1) : many, many);
}
