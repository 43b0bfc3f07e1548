import { describe, expect, test } from "vitest";
import { apply } from "./commands/apply";
import type { Command } from "./commands/command";
import { moveNodes } from "./commands/nodes";
import { absolutePosition, boundsOf, boxOf, sizeOf, snapped } from "./geometry";
import { align, distribute, nudge, type Side, snap } from "./layout";
import type { Position, WorkflowDocument } from "./types";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "a", position: { x: 0, y: 0 }, size: { width: 100, height: 50 } },
    { id: "b", position: { x: 130, y: 40 }, size: { width: 200, height: 80 } },
    { id: "c", position: { x: 501, y: 300 }, size: { width: 100, height: 50 } },
    { id: "loop", position: { x: 1000, y: 1000 } },
    { id: "in", parent: "loop", position: { x: 200, y: 60 } },
    { id: "lost" },
  ],
  edges: [],
  editor: {
    notes: [{ id: "note", text: "", colour: "", position: { x: 7, y: 8 }, size: { width: 10, height: 10 } }],
  },
};

function places(command: Command | null, ...ids: string[]): readonly (Position | undefined)[] {
  const document = command ? apply(DOCUMENT, command).document : DOCUMENT;
  return ids.map(
    (id) => [...document.nodes, ...(document.editor?.notes ?? [])].find((item) => item.id === id)?.position,
  );
}

describe("geometry", () => {
  test("positions are counted from the canvas, sizes from what is inside", () => {
    expect(absolutePosition(DOCUMENT, "in")).toEqual({ x: 1200, y: 1060 });
    expect(boxOf(DOCUMENT, "loop")).toEqual({ x: 1000, y: 1000, width: 432, height: 160 });
    expect(boxOf(DOCUMENT, "x")).toMatchObject({ x: 0, width: 208 });
    expect(boundsOf(DOCUMENT, ["a", "b"])).toEqual({ x: 0, y: 0, width: 330, height: 120 });
    expect(boundsOf(DOCUMENT, [])).toBeUndefined();
    expect(sizeOf(DOCUMENT, { id: "lost" }, new Map([["lost", { width: 1, height: 2 }]]))).toEqual({
      width: 1,
      height: 2,
    });
  });

  test("a container that is inside of itself by mistake has a place nevertheless", () => {
    const nodes = [
      { id: "a", parent: "b", position: { x: 1, y: 1 } },
      { id: "b", parent: "a", position: { x: 2, y: 2 } },
    ];

    expect(absolutePosition({ nodes, edges: [] }, "a")).toEqual({ x: 4, y: 4 });
  });

  test("snapping knows no negative zero", () => {
    expect(snapped({ x: -7, y: 25 })).toEqual({ x: 0, y: 32 });
  });
});

describe("align", () => {
  test.each<[Side, Position, Position]>([
    ["left", { x: 0, y: 0 }, { x: 0, y: 40 }],
    ["centre", { x: 115, y: 0 }, { x: 65, y: 40 }],
    ["right", { x: 230, y: 0 }, { x: 130, y: 40 }],
    ["top", { x: 0, y: 0 }, { x: 130, y: 0 }],
    ["middle", { x: 0, y: 35 }, { x: 130, y: 20 }],
    ["bottom", { x: 0, y: 70 }, { x: 130, y: 40 }],
  ])("%s", (side, a, b) => {
    expect(places(align(DOCUMENT, ["a", "b"], side), "a", "b")).toEqual([a, b]);
  });

  test("reaches into containers and to notes", () => {
    expect(places(align(DOCUMENT, ["a", "in", "note"], "left"), "in", "note")).toEqual([
      { x: -1000, y: 60 },
      { x: 0, y: 8 },
    ]);
  });

  test("needs two things, and says null where nothing moves", () => {
    expect(align(DOCUMENT, ["a"], "left")).toBeNull();
    expect(align(DOCUMENT, [], "left")).toBeNull();
    expect(align(DOCUMENT, ["a", "lost"], "left")).toBeNull();
  });
});

describe("distribute", () => {
  test("makes the gaps equal, the outer ones stay", () => {
    expect(places(distribute(DOCUMENT, ["c", "a", "b"], "horizontal"), "a", "b", "c")).toEqual([
      { x: 0, y: 0 },
      { x: 201, y: 40 },
      { x: 501, y: 300 },
    ]);
    expect(places(distribute(DOCUMENT, ["a", "b", "c"], "vertical"), "b")).toEqual([{ x: 130, y: 135 }]);
  });

  test("needs three things", () => {
    expect(distribute(DOCUMENT, ["a", "b"], "horizontal")).toBeNull();
  });
});

describe("moving by keys and to the grid", () => {
  test("a step is one of the grid, or a pixel", () => {
    expect(places(nudge(DOCUMENT, ["a", "note"], "right"), "a", "note")).toEqual([
      { x: 16, y: 0 },
      { x: 23, y: 8 },
    ]);
    expect(places(nudge(DOCUMENT, ["a"], "up", { isFine: true }), "a")).toEqual([{ x: 0, y: -1 }]);
    expect(nudge(DOCUMENT, ["lost"], "left")).toEqual(moveNodes({ lost: { x: -16, y: 0 } }));
    expect(nudge(DOCUMENT, ["x"], "down")).toBeNull();
  });

  test("what is inside of a container that moves is not moved twice", () => {
    expect(places(nudge(DOCUMENT, ["loop", "in"], "down"), "loop", "in")).toEqual([
      { x: 1000, y: 1016 },
      { x: 200, y: 60 },
    ]);
  });

  test("snapping counts within the container", () => {
    expect(places(snap(DOCUMENT, ["in", "note", "c"]), "in", "note", "c")).toEqual([
      { x: 208, y: 64 },
      { x: 0, y: 16 },
      { x: 496, y: 304 },
    ]);
  });
});
