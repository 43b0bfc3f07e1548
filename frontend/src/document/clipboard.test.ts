import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import { documents } from "~/testing/documents";
import { copy, readClipboard } from "./clipboard";
import { apply } from "./commands/apply";
import { batch } from "./commands/command";
import { insertOnEdge } from "./commands/edges";
import { removeNodes } from "./commands/nodes";
import { faultOf } from "./commands/valid";
import { nodeById } from "./lookup";
import { MOST_CHARACTERS } from "./open/text";
import { duplicate, idsAdded, paste } from "./pasting";
import type { WorkflowDocument } from "./types";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "a", type: "http", position: { x: 10, y: 20 } },
    { id: "loop", type: "for_each", position: { x: 300, y: 100 } },
    {
      id: "in",
      type: "expression",
      parent: "loop",
      data: { expression: "node.a + node.z" },
      position: { x: 30, y: 60 },
    },
    { id: "z", type: "join" },
  ],
  edges: [
    { id: "e1", source: "a", target: "loop" },
    { id: "e2", source: "loop", target: "z" },
  ],
  editor: {
    notes: [
      {
        id: "note_1",
        text: "Why",
        colour: "yellow",
        position: { x: 0, y: 0 },
        size: { width: 5, height: 5 },
      },
    ],
    groups: [{ id: "group_1", label: "Both", colour: "red", nodes: ["a", "loop"] }],
  },
};

describe("copying", () => {
  test("takes inner nodes, the edges between, notes and whole groups along", () => {
    const copied = copy(DOCUMENT, ["a", "loop", "note_1"]);

    expect(copied.nodes.map((node) => node.id)).toEqual(["a", "loop", "in"]);
    expect(copied.edges.map((edge) => edge.id)).toEqual(["e1"]);
    expect([copied.notes.length, copied.groups.length]).toEqual([1, 1]);
  });

  test("gives a node without its container the position on the canvas", () => {
    expect(copy(DOCUMENT, ["in"]).nodes).toMatchObject([{ id: "in", position: { x: 330, y: 160 } }]);
    expect(copy(DOCUMENT, ["in"]).nodes[0]).not.toHaveProperty("parent");
  });

  test("goes through text", () => {
    const copied = copy(DOCUMENT, ["a", "loop", "note_1"]);

    expect(readClipboard(JSON.stringify(copied))).toEqual(copied);
  });

  test("a whole document can be pasted too", () => {
    const clipboard = readClipboard(
      '{"nodes": [{"id": "a"}, {"id": "b"}], "edges": [{"source": "a", "target": "b"}]}',
    );

    expect(clipboard).toMatchObject({
      nodes: [{ position: { x: 0, y: 0 } }, { position: { x: 288, y: 0 } }],
      notes: [],
    });
    expect(readClipboard(JSON.stringify(DOCUMENT))?.notes).toEqual(DOCUMENT.editor?.notes);
  });

  test.each(["hello", "{}", "[1]", '{"kind": "thaiyyal/nodes", "nodes": 5}', '{"nodes": [], "edges": 5}'])(
    "%s is nothing to paste",
    (text) => {
      expect(readClipboard(text)).toBeNull();
    },
  );
});

describe("pasting", () => {
  test("gives new ids, and references among what is pasted follow", () => {
    const command = paste(DOCUMENT, catalogue, copy(DOCUMENT, ["a", "loop", "note_1"]));
    const { document } = apply(DOCUMENT, command);

    expect(document.nodes.slice(4)).toEqual([
      { id: "a_2", type: "http", position: { x: 42, y: 52 } },
      { id: "loop_2", type: "for_each", position: { x: 332, y: 132 } },
      {
        id: "in_2",
        type: "expression",
        parent: "loop_2",
        data: { expression: "node.a_2 + node.z" },
        position: { x: 30, y: 60 },
      },
    ]);
    expect(document.edges.at(-1)).toEqual({ id: "e3", source: "a_2", target: "loop_2" });
    expect(document.editor?.notes?.[1]).toMatchObject({ id: "note_2", position: { x: 32, y: 32 } });
    expect(document.editor?.groups?.[1]).toMatchObject({ id: "group_2", nodes: ["a_2", "loop_2"] });
    expect(idsAdded(command)).toEqual(["a_2", "loop_2", "note_2"]);
  });

  test("puts the upper left corner where it is wanted, also inside of a container", () => {
    const copied = copy(DOCUMENT, ["a", "z"]);
    const at = { x: 500, y: 500 };

    const outside = apply(DOCUMENT, paste(DOCUMENT, catalogue, copied, { at })).document;
    const inside = apply(DOCUMENT, paste(DOCUMENT, catalogue, copied, { at, parent: "loop" })).document;

    expect(nodeById(outside, "z_2")?.position).toEqual(at);
    expect(nodeById(inside, "a_2")).toEqual({
      id: "a_2",
      type: "http",
      parent: "loop",
      position: { x: 210, y: 420 },
    });
  });

  test("nothing is a command that changes nothing", () => {
    expect(apply(DOCUMENT, paste(DOCUMENT, catalogue, copy(DOCUMENT, []))).document).toBe(DOCUMENT);
  });

  test("a duplicate stays in its container", () => {
    const { document } = apply(DOCUMENT, duplicate(DOCUMENT, catalogue, ["in"]));

    expect(nodeById(document, "in_2")).toMatchObject({ parent: "loop", position: { x: 62, y: 92 } });
  });

  test("fits every document, whatever was copied", () => {
    fc.assert(
      fc.property(documents, documents, fc.nat(), (from, to, at) => {
        const ids = from.nodes.slice(at % (from.nodes.length + 1)).map((node) => node.id);

        const pasted = apply(to, paste(to, catalogue, copy(from, ids), { at: { x: 1, y: 2 } })).document;
        const doubled = apply(from, duplicate(from, catalogue, ids)).document;

        expect(faultOf(pasted)).toBeUndefined();
        expect(faultOf(doubled)).toBeUndefined();
        expect(doubled.nodes.slice(0, from.nodes.length)).toEqual(from.nodes);
      }),
    );
  });

  test("what other commands add is known as well", () => {
    const inserted = insertOnEdge({ edge: "e1", node: { id: "new" }, newEdge: "e9" });

    expect(idsAdded(batch([inserted, removeNodes(["a"])]))).toEqual(["new"]);
  });
});

it("does not read more nodes than a workflow may have", () => {
  const text = JSON.stringify({ nodes: Array.from({ length: 10_001 }, () => ({})) });

  expect(() => readClipboard(text)).toThrow("at most 10,000 nodes");
});

it.each([
  ["at the limit", 0, false],
  ["one character over it", 1, true],
])("a text of nodes %s", (_, more, isRefused) => {
  const nodes = '{"nodes":[{"id":"a"}]}';
  const text = nodes.padEnd(MOST_CHARACTERS + more);

  if (isRefused) expect(() => readClipboard(text)).toThrow("larger than 10 MiB");
  else expect(readClipboard(text)?.nodes).toHaveLength(1);
});

it("does not complain of a large text that is no JSON", () => {
  expect(readClipboard("x".repeat(MOST_CHARACTERS + 1))).toBeNull();
});

it("gives a place of its own to what is too far away to be drawn", () => {
  const text = JSON.stringify({ nodes: [{ id: "a", position: { x: 1e308, y: 0 } }] });

  expect(readClipboard(text)?.nodes[0]?.position).toEqual({ x: 0, y: 0 });
});
