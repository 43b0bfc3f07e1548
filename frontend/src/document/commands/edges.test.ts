import { describe, expect, test } from "vitest";
import { outcome } from "~/testing/orders";
import { connect, disconnect, insertOnEdge, reconnect } from "./edges";

describe("edges", () => {
  test("an edge is added, drawn anew and removed", () => {
    const edge = { id: "e9", source: "a", target: "z" };

    expect(outcome(connect(edge)).edges.at(-1)).toEqual(edge);
    expect(outcome(reconnect({ id: "e3", source: "a", target: "z" })).edges[2]).toEqual({
      id: "e3",
      source: "a",
      target: "z",
      targetHandle: "t",
    });
    expect(outcome(disconnect(["e1", "e2"])).edges.map(({ id }) => id)).toEqual(["e3"]);
  });

  test("a node is inserted on an edge", () => {
    const node = { id: "new", type: "condition" };
    const { edges } = outcome(insertOnEdge({ edge: "e3", node, newEdge: "e4", sourceHandle: "true" }));

    expect(edges.slice(2)).toEqual([
      { id: "e3", source: "loop", target: "new", condition: "old" },
      { id: "e4", source: "new", target: "z", sourceHandle: "true", targetHandle: "t" },
    ]);
  });
});
