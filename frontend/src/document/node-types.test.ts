import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import { inferType } from "./inferred-type";
import { fieldValue, givenValue, nodeTypeByName, nodeTypeOf, titleOf, typeNameOf } from "./node-types";
import type { JsonObject } from "./types";

describe("types of nodes", () => {
  test.each<[JsonObject, string | undefined]>([
    [{ value: null }, "number"],
    [{ condition: "x", true_path: "a" }, "condition"],
    [{ condition: "x" }, "filter"],
    [{ expression: "x", initial_value: 0 }, "reduce"],
    [{ expression: "x" }, "expression"],
    [{ expression: "" }, undefined],
    [{ fields: [] }, "extract"],
    [{ timeout: "1s", timeout_action: "error" }, "timeout"],
    [{ timeout: "1s" }, undefined],
  ])("%j is inferred as %s", (data, type) => {
    expect(inferType(data)).toBe(type);
  });

  test("every type that is inferred is one of the catalogue", () => {
    const keys = [
      "text",
      "boolean_value",
      "date_value",
      "datetime_value",
      "mode",
      "op",
      "text_op",
      "url",
      "transform_type",
    ];
    const others = [
      "accum_op",
      "counter_op",
      "cases",
      "join_strategy",
      "paths",
      "duration",
      "context_name",
      "max_attempts",
    ];

    for (const key of [...keys, ...others, "fallback_value"]) {
      expect(nodeTypeOf(catalogue, { id: "n", data: { [key]: 1 } }), key).toBeDefined();
    }
  });

  test("a type that is said comes first, an empty one says nothing", () => {
    expect(typeNameOf({ id: "n", type: "map", data: { url: "" } })).toBe("map");
    expect(typeNameOf({ id: "n", type: "", data: { url: "" } })).toBe("http");
    expect(nodeTypeOf(catalogue, { id: "n" })).toBeUndefined();
  });

  test("a node is called by its label, its type, or its id", () => {
    expect(titleOf(catalogue, { id: "n", type: "map", data: { label: "Prices" } })).toBe("Prices");
    expect(titleOf(catalogue, { id: "n", type: "map", data: { label: " " } })).toBe("Map");
    expect(titleOf(catalogue, { id: "n", type: "no_such_type" })).toBe("n");
  });

  test("a field is found under its older name; the current one wins", () => {
    const type = nodeTypeByName(catalogue, "filter");

    expect(givenValue(type, { id: "n", data: { expression: "a" } }, "condition")).toBe("a");
    expect(givenValue(type, { id: "n", data: { expression: "a", condition: "b" } }, "condition")).toBe("b");
    expect(givenValue(type, { id: "n" }, "condition")).toBeUndefined();
  });

  test("a field that is not given has its default", () => {
    expect(fieldValue(nodeTypeByName(catalogue, "retry"), { id: "n" }, "max_attempts")).toBe(3);
    expect(fieldValue(undefined, { id: "n" }, "max_attempts")).toBeUndefined();
  });
});
