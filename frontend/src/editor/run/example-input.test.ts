import { expect, test } from "vitest";
import type { Json } from "~/document/types";
import { exampleFrom } from "./example-input";
import { passedCount, passedLabel } from "./passed";

test.each<[string, Json, Json | undefined]>([
  ["its first example", { examples: [1, 2], default: 3 }, 1],
  ["its example", { examples: [], example: 2, default: 3 }, 2],
  ["its default", { default: null, enum: [1] }, null],
  ["the first that is allowed", { enum: ["a", "b"] }, "a"],
  ["something empty of its type", { type: "string" }, ""],
  ["nothing for a type that is none", { type: "constructor" }, undefined],
  ["nothing without a type", {}, undefined],
  ["nothing when it is no schema", true, undefined],
  [
    "an object of its fields",
    { properties: { a: { type: "integer" }, b: { default: "x" }, c: {} } },
    { a: 0, b: "x" },
  ],
])("an input begins with %s", (_what, schema, input) => {
  expect(exampleFrom(schema)).toEqual(input);
});

test("a schema without an end gives an input with one", () => {
  const deep: Json = Array.from({ length: 20 }).reduce<Json>((inner) => ({ properties: { a: inner } }), {
    type: "string",
  });

  expect(JSON.stringify(exampleFrom(deep))).toContain('{"a":');
});

test("edges say how many elements went along", () => {
  expect([passedCount(undefined), passedCount(null), passedCount([1, 2])]).toEqual([0, 1, 2]);
  expect([passedLabel([1, 2], false), passedLabel([1, 2], true), passedLabel({ a: 1 }, true)]).toEqual([
    "2",
    "2+",
    "1",
  ]);
});
