import { expect, test } from "vitest";
import type { FieldSchema } from "~/document/catalogue";
import { nodeTypeByName } from "~/document/node-types";
import type { Json } from "~/document/types";
import { catalogue } from "~/testing/catalogue";
import { summaryOf } from "./summary";

const known = nodeTypeByName(catalogue, "number");

test.each<[string, FieldSchema, Json]>([
  ["one two", { type: "string" }, " one\n two "],
  ["At most", { type: "string", labels: { max: "At most" } }, "max"],
  ["Deep: yes", { type: "boolean", title: "Deep" }, true],
  ["Deep: no", { type: "boolean", title: "Deep" }, false],
  ["true", { type: "boolean" }, true],
  ["5 ms", { type: "number", unit: "ms" }, 5],
  ["5", { type: "number" }, 5],
  ["2 cases", { type: "array", title: "Cases" }, [1, 2]],
  ["1 case", { type: "array", title: "Cases" }, [1]],
  ["3 elements", { type: "array" }, [1, 2, 3]],
  ['{"a":1}', { type: "object" }, { a: 1 }],
])("a card says %s", (text, schema, value) => {
  expect(shown({ properties: { field: schema } }, { field: value })).toBe(text);
});

test.each<[string, Json]>([
  ["null", null],
  ["an empty text", ""],
  ["an empty list", []],
  ["an empty object", {}],
])("without more than %s it says what the type is for", (_what, value) => {
  expect(shown({ properties: { field: {} } }, { field: value })).toBe(known?.purpose);
});

test("what is required comes first, the label never", () => {
  const params = { properties: { label: {}, one: {}, two: {} }, required: ["two"] };

  expect(shown(params, { label: "L", one: "1", two: "2" })).toBe("2");
});

test("of an unknown type it says the name", () => {
  expect(summaryOf(undefined, { id: "a", type: "of_a_plugin" })).toBe("of_a_plugin");
  expect(summaryOf(undefined, { id: "a" })).toBe("Unknown type");
});

function shown(params: FieldSchema, data: Record<string, Json>): string {
  if (!known) throw new Error("there is no such type");
  return summaryOf({ ...known, params }, { id: "a", type: "number", data });
}
