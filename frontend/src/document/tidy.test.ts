import ELK from "elkjs/lib/elk.bundled.js";
import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import { apply } from "./commands/apply";
import { boxOf } from "./geometry";
import { elkGraph, tidied } from "./tidy";
import type { WorkflowDocument } from "./types";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "c", type: "join", position: { x: 64, y: 32 } },
    { id: "b", type: "map", position: { x: 64, y: 32 } },
    { id: "a", type: "condition", position: { x: 64, y: 32 } },
    { id: "loop", type: "for_each", position: { x: 64, y: 32 }, size: { width: 50, height: 50 } },
    { id: "in2", type: "map", parent: "loop", position: { x: 0, y: 0 } },
    { id: "in", type: "map", parent: "loop", position: { x: 0, y: 0 } },
  ],
  edges: [
    { id: "1", source: "a", target: "b", sourceHandle: "false" },
    { id: "2", source: "a", target: "loop", sourceHandle: "true" },
    { id: "3", source: "b", target: "c" },
    { id: "4", source: "in", target: "in2" },
  ],
};

describe("tidying up", () => {
  test("the graph has ports in order, containers with what is inside, and only edges between its nodes", () => {
    const graph = elkGraph(DOCUMENT, catalogue);
    const [, , condition, loop] = graph.children ?? [];

    expect(graph.children?.map((child) => child.id)).toEqual(["c", "b", "a", "loop"]);
    expect(condition?.ports?.map((port) => port.id)).toEqual(['["a",null]', '["a","true"]', '["a","false"]']);
    expect(loop?.children?.map((child) => child.id)).toEqual(["in2", "in"]);
    expect(graph.edges).toHaveLength(3);
    expect(graph.edges).toContainEqual({
      id: '["edge","3"]',
      sources: ['["b","out"]'],
      targets: ['["c",null]'],
    });
  });

  test("a choice is the nodes of one body", () => {
    expect(
      elkGraph(DOCUMENT, catalogue, { ids: ["b", "c", "in", "x"] }).children?.map(({ id }) => id),
    ).toEqual(["c", "b"]);
    expect(elkGraph(DOCUMENT, catalogue, { ids: ["loop", "in"] }).children?.map(({ id }) => id)).toEqual([
      "loop",
    ]);
    expect(elkGraph(DOCUMENT, catalogue, { ids: ["in", "in2"] }).children?.map(({ id }) => id)).toEqual([
      "in2",
      "in",
    ]);
  });

  test("what ELK answers puts nodes behind each other, without overlaps, from where they began", async () => {
    const elk = new ELK();

    const command = tidied(DOCUMENT, await elk.layout(elkGraph(DOCUMENT, catalogue)));
    const { document } = apply(DOCUMENT, command ?? { type: "moveNodes", positions: {} });
    const [a, b, c, loop] = ["a", "b", "c", "loop"].map((id) => boxOf(document, id));
    const [first, second] = ["in", "in2"].map((id) => boxOf(document, id));

    expect(a).toMatchObject({ x: 64 });
    expect(a && b && a.x + a.width < b.x).toBe(true);
    expect(b && c && b.x + b.width < c.x).toBe(true);
    expect(b && loop && loop.y + loop.height < b.y).toBe(true);
    expect(first && second && first.x + first.width < second.x).toBe(true);
    expect(loop && second && second.x + second.width < loop.x + loop.width).toBe(true);
    expect(Math.min(...document.nodes.slice(0, 4).map(({ position }) => position?.y ?? 0))).toBe(32);
  });

  test("what lies well already is left alone", () => {
    const document = { nodes: [{ id: "a", position: { x: 16, y: 16 } }], edges: [] };

    expect(tidied(document, { id: "", children: [{ id: "a", x: 12, y: 12 }] })).toBeNull();
    expect(tidied(document, { id: "" })).toBeNull();
    expect(tidied(document, { id: "", children: [{ id: "x" }] })).toBeNull();
  });
});
