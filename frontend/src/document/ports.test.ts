import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import { nodeTypeByName } from "./node-types";
import { handleFor, handleOf, inputsOf, portOf, portsOf, shownPorts } from "./ports";
import type { JsonObject, WorkflowNode } from "./types";

function names(type: string, data: JsonObject, settings?: JsonObject): readonly string[] {
  const node: WorkflowNode = { id: "n", type, data, ...(settings && { settings }) };
  return portsOf(nodeTypeByName(catalogue, type), node).map((port) => port.name);
}

describe("ports", () => {
  test.each<[string, JsonObject, string[]]>([
    ["http", {}, ["out"]],
    ["condition", {}, ["true", "false"]],
    [
      "switch",
      { cases: [{ output_path: "a" }, { output_path: "b" }, { output_path: "a" }, { is_default: true }, 5] },
      ["a", "b", "default"],
    ],
    ["switch", {}, []],
    ["split", { paths: ["mail", "", "log"] }, ["out", "mail", "log"]],
    ["cache", { cache_op: "get" }, ["out", "hit", "miss"]],
    ["cache", { cache_op: "set" }, ["out"]],
    ["try_catch", {}, ["ok", "error"]],
    ["try_catch", { error_output_path: "failed" }, ["ok", "failed"]],
    ["partition", {}, ["out", "passed", "failed"]],
    ["no_such_type", {}, ["out"]],
  ])("%s with %j has %j", (type, data, expected) => {
    expect(names(type, data)).toEqual(expected);
  });

  test("errors that are routed have a port, once", () => {
    expect(names("http", {}, { on_error: "route" })).toEqual(["out", "error"]);
    expect(names("try_catch", {}, { on_error: "route" })).toEqual(["ok", "error"]);
  });

  test("agree with the examples of every node type", () => {
    for (const type of catalogue.items) {
      for (const { params, port } of type.examples) {
        const known = portsOf(type, { id: "n", type: type.type, data: params }).map(({ name }) => name);
        if (port) expect(known, type.type).toContain(port);
      }
    }
  });

  test("are labelled for people; names that somebody gave stay as they are", () => {
    const node = { id: "n", data: { paths: ["my_path"] }, settings: { on_error: "route" } };

    expect(portsOf(nodeTypeByName(catalogue, "split"), node).map((port) => port.label)).toEqual([
      "Output",
      "my_path",
      "Error",
    ]);
    expect(portsOf(nodeTypeByName(catalogue, "condition"), node)[0]?.label).toBe("True");
  });

  test("that only edges name are shown as strays, the plain one of a choice as whichever", () => {
    const document = {
      nodes: [{ id: "a", type: "condition" }, { id: "b" }],
      edges: [
        { id: "1", source: "a", target: "b" },
        { id: "2", source: "a", target: "b", sourceHandle: "old" },
        { id: "3", source: "a", target: "b", condition: "true" },
      ],
    };

    expect(shownPorts(document, catalogue, "a").slice(2)).toEqual([
      { name: "out", label: "Whichever" },
      { name: "old", label: "old", isStray: true },
    ]);
    expect(shownPorts(document, catalogue, "x")).toEqual([]);
  });

  test("older names of a port and of an edge's port are understood", () => {
    const edge = { id: "e", source: "a", target: "b" };

    expect(portOf(nodeTypeByName(catalogue, "partition"), { ...edge, sourceHandle: "true" })).toBe("passed");
    expect(portOf(undefined, edge)).toBe("out");
    expect(handleOf({ ...edge, condition: "false" })).toBe("false");
    expect(handleFor("out")).toEqual({});
    expect(handleFor("true")).toEqual({ sourceHandle: "true" });
  });

  test.each([
    ["number", "none"],
    ["http", "one"],
    ["condition", "one"],
    ["operation", "many"],
    ["zip", "many"],
    ["no_such_type", "many"],
  ])("%s takes %s", (type, expected) => {
    expect(inputsOf(nodeTypeByName(catalogue, type))).toBe(expected);
  });
});
