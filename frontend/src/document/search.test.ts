import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import { newDrawingId, newEdgeId, newId, newNode } from "./naming";
import { nodeTypeByName } from "./node-types";
import { search } from "./search";
import type { WorkflowDocument } from "./types";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "http", type: "http", data: { url: "https://prices.example/orders", on: true, none: null } },
    { id: "map", type: "map", data: { label: "Order totals", expression: "1" } },
    {
      id: "order_3",
      type: "switch",
      data: { cases: [{ when: `${"x".repeat(80)} order ${"y".repeat(80)}` }] },
    },
    { id: "odd", type: "no_such_type" },
  ],
  edges: [{ id: "e2", source: "http", target: "map" }],
  editor: {
    notes: [
      {
        id: "n",
        text: "Orders of\n today",
        colour: "",
        position: { x: 0, y: 0 },
        size: { width: 1, height: 1 },
      },
    ],
  },
};

describe("search", () => {
  test("finds titles first, then ids, fields and notes", () => {
    expect(search(DOCUMENT, catalogue, "ORDER").map(({ kind, id, detail }) => [kind, id, detail])).toEqual([
      ["node", "map", "Map"],
      ["node", "order_3", "Switch · order_3"],
      ["node", "http", "url: https://prices.example/orders"],
      ["note", "n", "Orders of today"],
    ]);
  });

  test("all words must be there, and a long text is shown in part", () => {
    expect(search(DOCUMENT, catalogue, "xx order yy")[0]?.detail).toMatch(/^cases: x{60}…$/);
    expect(search(DOCUMENT, catalogue, "order yy")[0]?.detail).toMatch(/^cases: …x+ order y+…$/);
    expect(search(DOCUMENT, catalogue, "order never")).toEqual([]);
    expect(search(DOCUMENT, catalogue, "no_such_type")[0]?.id).toBe("odd");
  });

  test("nothing finds nothing", () => {
    expect(search(DOCUMENT, catalogue, "  ")).toEqual([]);
  });
});

describe("new ids", () => {
  test("are readable and free", () => {
    expect(newId(DOCUMENT, "http")).toBe("http_2");
    expect(newId({ ...DOCUMENT, nodes: [{ id: "a" }, { id: "a_2" }] }, "a")).toBe("a_3");
    expect(newId(DOCUMENT, "zip")).toBe("zip");
    expect(newEdgeId(DOCUMENT)).toBe("e3");
    expect(newDrawingId(DOCUMENT, "note")).toBe("note_2");
    expect(newDrawingId({ nodes: [], edges: [] }, "group")).toBe("group_1");
    const groups = [{ id: "group_2", label: "", colour: "", nodes: [] }];
    expect(newDrawingId({ nodes: [], edges: [], editor: { groups } }, "group")).toBe("group_3");
  });

  test("a new node has what must be given and has a default", () => {
    const type = nodeTypeByName(catalogue, "for_each");
    const position = { x: 1, y: 2 };

    expect(type && newNode(DOCUMENT, type, { position, parent: "loop" })).toEqual({
      id: "for_each",
      type: "for_each",
      data: {},
      position,
      parent: "loop",
    });
    const counter = nodeTypeByName(catalogue, "counter");
    expect(counter && newNode(DOCUMENT, counter, { position }).data).toEqual({ counter_op: "increment" });
  });
});
