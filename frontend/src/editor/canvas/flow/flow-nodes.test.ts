import { expect, test } from "vitest";
import { apply } from "~/document/commands/apply";
import type { Command } from "~/document/commands/command";
import { connect } from "~/document/commands/edges";
import { moveNodes, setField } from "~/document/commands/nodes";
import type { Position, WorkflowDocument } from "~/document/types";
import { catalogue } from "~/testing/catalogue";
import { flowEdges } from "./flow-edges";
import { cardNodes } from "./flow-nodes";

const NOTHING: ReadonlySet<string> = new Set();

/** Inner nodes come before their container here, as documents may have them. */
const MANY: WorkflowDocument = {
  nodes: [
    {
      id: "inner",
      type: "expression",
      parent: "loop",
      data: { expression: "item" },
      position: { x: 400, y: 80 },
    },
    { id: "loop", type: "for_each", data: {}, position: { x: 0, y: 0 } },
    ...Array.from({ length: 50 }, (_, at) => ({
      id: `n${at}`,
      type: "sort",
      data: {},
      position: { x: 0, y: at * 80 },
    })),
  ],
  edges: [{ id: "e1", source: "n0", target: "n1" }],
};

function cards(document: WorkflowDocument, moving: ReadonlyMap<string, Position> = new Map()) {
  return cardNodes({ document, catalogue, selected: NOTHING, moving });
}

function changedBy(command: Command) {
  const before = cards(MANY);
  const after = cards(apply(MANY, command).document);
  return after.filter((card, at) => card !== before[at]).map((card) => card.id);
}

test("a change of one field gives one card anew", () => {
  expect(changedBy(setField({ node: "n7", path: ["field"], value: "total" }))).toEqual(["n7"]);
});

test("a new edge gives no card anew", () => {
  expect(changedBy(connect({ id: "e2", source: "n3", target: "n4" }))).toEqual([]);
});

test("a move gives anew what moves", () => {
  expect(changedBy(moveNodes({ n1: { x: 5, y: 5 }, n2: { x: 6, y: 6 } }))).toEqual(["n1", "n2"]);
});

test("what is dragged keeps its data, so that its card is not drawn anew", () => {
  const before = cards(MANY);
  const after = cards(MANY, new Map([["n1", { x: 99, y: 99 }]]));

  const dragged = after.find((card) => card.id === "n1");
  expect(dragged?.position).toEqual({ x: 99, y: 99 });
  expect(dragged?.data).toBe(before.find((card) => card.id === "n1")?.data);
});

test("a container stands before what is inside, and is large enough for it", () => {
  const [loop, inner] = cards(MANY).filter((card) => ["loop", "inner"].includes(card.id));

  expect([loop?.id, inner?.id]).toEqual(["loop", "inner"]);
  expect(loop?.data.size.width).toBeGreaterThanOrEqual(400 + (inner?.data.size.width ?? Number.NaN));
});

test("a container waits while an inner node is dragged out of it", () => {
  const [before] = cards(MANY).filter((card) => card.id === "loop");
  const [after] = cards(MANY, new Map([["inner", { x: 2000, y: 80 }]])).filter((card) => card.id === "loop");

  expect(after?.data.size).toEqual(before?.data.size);
});

test("edges that have not changed are the same objects", () => {
  const shown = { catalogue, selected: NOTHING };
  const before = flowEdges({ ...shown, document: MANY });
  const { document } = apply(MANY, connect({ id: "e2", source: "n3", target: "n4" }));

  expect(flowEdges({ ...shown, document })[0]).toBe(before[0]);
});

test("an edge without a handle starts at the plain port", () => {
  const [edge] = flowEdges({ document: MANY, catalogue, selected: NOTHING });

  expect(edge).toMatchObject({
    sourceHandle: "out",
    ariaLabel: "Edge from Sort to Sort",
    data: { label: null },
  });
});
