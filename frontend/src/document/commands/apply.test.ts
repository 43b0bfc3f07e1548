import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "../types";
import { apply } from "./apply";
import { batch, type Command, CommandError, replaceDocument } from "./command";
import {
  addGroup,
  addNotes,
  changeGroup,
  changeNote,
  groupsOf,
  notesOf,
  removeGroups,
  removeNotes,
} from "./drawing";
import { connect, disconnect, insertOnEdge, reconnect } from "./edges";
import {
  addNodes,
  moveNodes,
  removeNodes,
  resizeNode,
  setData,
  setField,
  setLabel,
  setSettings,
} from "./nodes";
import { edgesLost, setParent } from "./parents";
import { setWorkflow } from "./workflow";

const DOCUMENT: WorkflowDocument = {
  name: "Orders",
  nodes: [
    { id: "a", type: "http", data: { url: "x" }, position: { x: 0, y: 0 } },
    { id: "loop", type: "for_each", position: { x: 300, y: 100 } },
    { id: "in", type: "map", parent: "loop", position: { x: 24, y: 56 } },
    { id: "in2", type: "map", parent: "loop", position: { x: 240, y: 56 } },
    { id: "z", type: "join", position: { x: 700, y: 0 } },
  ],
  edges: [
    { id: "e1", source: "a", target: "loop", sourceHandle: "out" },
    { id: "e2", source: "in", target: "in2" },
    { id: "e3", source: "loop", target: "z", condition: "old", targetHandle: "t" },
  ],
};
const NOTE = {
  id: "note_1",
  text: "Hello",
  colour: "yellow",
  position: { x: 0, y: 0 },
  size: { width: 9, height: 9 },
};
const GROUP = { id: "group_1", label: "Both", colour: "red", nodes: ["a", "z"] };

function outcome(...commands: Command[]): WorkflowDocument {
  return commands.reduce((document, command) => apply(document, command).document, DOCUMENT);
}

function nodeOf(document: WorkflowDocument, id: string) {
  return document.nodes.find((node) => node.id === id);
}

describe("nodes", () => {
  test("removing a container takes what is inside, the edges and the places in groups along", () => {
    const document = outcome(addGroup({ ...GROUP, nodes: ["a", "loop"] }), removeNodes(["loop"]));

    expect(document.nodes.map((node) => node.id)).toEqual(["a", "z"]);
    expect(document.edges).toEqual([]);
    expect(groupsOf(document)).toEqual([{ ...GROUP, nodes: ["a"] }]);
  });

  test("a group goes with its last node", () => {
    expect(groupsOf(outcome(addGroup(GROUP), removeNodes(["a", "z"])))).toEqual([]);
  });

  test("moving costs what moves, and its inverse says only that", () => {
    const { document, inverse } = apply(DOCUMENT, moveNodes({ a: { x: 5, y: 6 } }));

    expect(nodeOf(document, "a")?.position).toEqual({ x: 5, y: 6 });
    expect(inverse).toEqual(moveNodes({ a: { x: 0, y: 0 } }));
    expect(document.edges).toBe(DOCUMENT.edges);
  });

  test("a size can be set, with the place, and be taken back", () => {
    const size = { width: 400, height: 300 };

    expect(nodeOf(outcome(resizeNode("loop", size, { x: 1, y: 2 })), "loop")).toMatchObject({
      size,
      position: { x: 1, y: 2 },
    });
    expect(nodeOf(outcome(resizeNode("loop", size), resizeNode("loop", null)), "loop")).toEqual(
      DOCUMENT.nodes[1],
    );
  });

  test("a field is set at a path, and objects on the way are made", () => {
    const document = outcome(
      setField({ node: "z", path: ["options", "deep"], value: 1 }),
      setField({ node: "z", path: ["cases"], value: [{ when: "a" }] }),
      setField({ node: "z", path: ["cases", 0, "when"], value: "b" }),
      setField({ node: "z", path: ["cases", 1], value: "end" }),
    );

    expect(nodeOf(document, "z")?.data).toEqual({ options: { deep: 1 }, cases: [{ when: "b" }, "end"] });
  });

  test("without a value a field or an element is removed", () => {
    const document = outcome(
      setData("a", { list: [1, 2, 3], url: "x", inner: { a: 1 } }),
      setField({ node: "a", path: ["list", 1] }),
      setField({ node: "a", path: ["url"] }),
      setField({ node: "a", path: ["never", "there"] }),
      setField({ node: "a", path: ["inner", "a"] }),
    );

    expect(nodeOf(document, "a")?.data).toEqual({ list: [1, 3], inner: {} });
  });

  test("the place of a field among the others is kept", () => {
    const document = outcome(
      setData("a", { one: 1, two: 2, three: 3 }),
      setField({ node: "a", path: ["two"], value: 0 }),
    );

    expect(Object.keys(nodeOf(document, "a")?.data ?? {})).toEqual(["one", "two", "three"]);
  });

  test("a key called __proto__ is a key like others", () => {
    const data =
      nodeOf(outcome(setField({ node: "a", path: ["__proto__", "x"], value: 1 })), "a")?.data ?? {};

    expect(Object.keys(data)).toEqual(["url", "__proto__"]);
    expect("x" in data).toBe(false);
  });

  test("an empty label is no label", () => {
    expect(nodeOf(outcome(setLabel("a", "Fetch")), "a")?.data).toEqual({ url: "x", label: "Fetch" });
    expect(nodeOf(outcome(setLabel("a", "Fetch"), setLabel("a", "  ")), "a")?.data).toEqual({ url: "x" });
  });

  test("data and settings can be replaced and removed", () => {
    expect(nodeOf(outcome(setSettings("a", { timeout: "1s" }), setData("a", null)), "a")).toEqual({
      id: "a",
      type: "http",
      position: { x: 0, y: 0 },
      settings: { timeout: "1s" },
    });
    expect(nodeOf(outcome(setSettings("a", { timeout: "1s" }), setSettings("a", null)), "a")).toEqual(
      DOCUMENT.nodes[0],
    );
  });
});

describe("containers", () => {
  test("a node that is dropped into a container stays where it is on the canvas and loses crossing edges", () => {
    const document = outcome(moveNodes({ z: { x: 400, y: 200 } }), setParent(["z"], "loop"));

    expect(nodeOf(document, "z")).toMatchObject({ parent: "loop", position: { x: 100, y: 100 } });
    expect(document.edges.map((edge) => edge.id)).toEqual(["e1", "e2"]);
    expect(edgesLost(DOCUMENT, setParent(["z"], "loop")).map((edge) => edge.id)).toEqual(["e3"]);
  });

  test("a node that is dropped over the frame is put inside of it", () => {
    expect(nodeOf(outcome(setParent(["a"], "loop")), "a")?.position).toEqual({ x: 24, y: 56 });
  });

  test("a node can be taken out, to a given place", () => {
    expect(nodeOf(outcome(setParent(["in"], null)), "in")).toEqual({
      id: "in",
      type: "map",
      position: { x: 324, y: 156 },
    });
    expect(nodeOf(outcome(setParent(["in"], null, { in: { x: 1, y: 1 } })), "in")?.position).toEqual({
      x: 1,
      y: 1,
    });
  });

  test("nodes that move together keep the edges between them and leave their groups", () => {
    const document = outcome(addGroup({ ...GROUP, nodes: ["in", "in2"] }), setParent(["in", "in2"], null));

    expect(document.edges).toEqual(DOCUMENT.edges);
    expect(groupsOf(document)).toEqual([]);
  });

  test("what is inside of a container that moves stays in it", () => {
    const document = outcome(addNodes([{ id: "outer", type: "retry" }]), setParent(["loop", "in"], "outer"));

    expect(nodeOf(document, "loop")?.parent).toBe("outer");
    expect(nodeOf(document, "in")?.parent).toBe("loop");
  });

  test("putting a node where it is changes nothing", () => {
    expect(outcome(setParent(["in"], "loop"))).toEqual(DOCUMENT);
  });
});

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

describe("notes, groups, the workflow", () => {
  test("notes are added, changed and removed", () => {
    expect(notesOf(outcome(addNotes([NOTE]), changeNote("note_1", { text: "Bye" })))).toEqual([
      { ...NOTE, text: "Bye" },
    ]);
    expect(notesOf(outcome(addNotes([NOTE]), removeNotes(["note_1"])))).toEqual([]);
  });

  test("groups are added, changed and removed; a node is in one group only", () => {
    const document = outcome(addGroup(GROUP), addGroup({ ...GROUP, id: "group_2", nodes: ["z"] }));

    expect(groupsOf(document).map((group) => group.nodes)).toEqual([["a"], ["z"]]);
    expect(groupsOf(outcome(addGroup(GROUP), changeGroup("group_1", { label: "Pair" })))[0]?.label).toBe(
      "Pair",
    );
    expect(groupsOf(outcome(addGroup(GROUP), removeGroups(["group_1"])))).toEqual([]);
  });

  test("what the workflow says of itself is set and removed", () => {
    const document = outcome(setWorkflow({ name: null, description: "d", settings: { time_limit: "1m" } }));

    expect(document).toEqual({
      nodes: DOCUMENT.nodes,
      edges: DOCUMENT.edges,
      description: "d",
      settings: { time_limit: "1m" },
    });
    expect(apply(document, setWorkflow({ settings: null })).document.settings).toBeUndefined();
  });

  test("a document is replaced, and put back even if the order of its nodes was another", () => {
    const other = { ...DOCUMENT, nodes: DOCUMENT.nodes.toReversed() };
    const { document, inverse } = apply(DOCUMENT, replaceDocument(other));

    expect(document).toBe(other);
    expect(apply(document, inverse).document).toBe(DOCUMENT);
  });

  test("a batch of one is that one; the name of a batch is kept", () => {
    expect(batch([removeNodes(["a"])])).toEqual(removeNodes(["a"]));
    expect(batch([removeNodes(["a"])], "tidy")).toEqual({
      type: "batch",
      commands: [removeNodes(["a"])],
      label: "tidy",
    });
  });
});

describe("commands that do not fit", () => {
  const refused: [string, Command][] = [
    ['there is no node "x"', removeNodes(["x"])],
    ['there is no node "x"', moveNodes({ x: { x: 0, y: 0 } })],
    ['there is no node "x"', setField({ node: "x", path: ["a"], value: 1 })],
    ["a field needs a path", setField({ node: "a", path: [], value: 1 })],
    [
      "there is no place 2 in the list",
      batch([setData("a", { l: [] }), setField({ node: "a", path: ["l", 2], value: 1 })]),
    ],
    [
      "there is no place b in the list",
      batch([setData("a", { l: [] }), setField({ node: "a", path: ["l", "b"], value: 1 })]),
    ],
    ["two nodes have the same id", addNodes([{ id: "a" }])],
    ['the node "q" is inside of a node that is not there', addNodes([{ id: "q", parent: "x" }])],
    ['the node "q" is inside of itself', addNodes([{ id: "q", parent: "q" }])],
    ["two edges have the same id", connect({ id: "e1", source: "a", target: "z" })],
    ['the edge "e9" leads to a node that is not there', connect({ id: "e9", source: "a", target: "x" })],
    ['there is no edge "x"', disconnect(["x"])],
    ['the edge "e1" leads to a node that is not there', reconnect({ id: "e1", source: "a", target: "x" })],
    ["two nodes have the same id", addNodes([{ id: "q" }, { id: "q" }])],
    [
      "two edges have the same id",
      addNodes(
        [],
        [
          { id: "q", source: "a", target: "z" },
          { id: "q", source: "a", target: "z" },
        ],
      ),
    ],
    ["two nodes have the same id", replaceDocument({ nodes: [{ id: "q" }, { id: "q" }], edges: [] })],
    [
      "two edges have the same id",
      replaceDocument({ ...DOCUMENT, edges: [...DOCUMENT.edges, ...DOCUMENT.edges] }),
    ],
    ['the edge "e1" leads to a node that is not there', replaceDocument({ ...DOCUMENT, nodes: [] })],
    [
      'the node "q" is inside of a node that is not there',
      replaceDocument({ nodes: [{ id: "q", parent: "x" }], edges: [] }),
    ],
    ['the node "q" is inside of itself', replaceDocument({ nodes: [{ id: "q", parent: "q" }], edges: [] })],
    ['there is no edge "x"', reconnect({ id: "x", source: "a", target: "z" })],
    ['the node "loop" cannot be put inside of itself', setParent(["loop"], "loop")],
    ['the node "loop" cannot be put inside of itself', setParent(["loop"], "in")],
    ['there is no node "x"', setParent(["a"], "x")],
    ['"z" cannot be the id of the node "a"', { type: "renameNode", id: "a", to: "z", data: {} }],
    ['"" cannot be the id of the node "a"', { type: "renameNode", id: "a", to: "", data: {} }],
    ['there is no note "x"', changeNote("x", { text: "" })],
    ["two notes have the same id", addNotes([NOTE, NOTE])],
    ['there is no group "x"', removeGroups(["x"])],
    ['there is no node "x"', addGroup({ ...GROUP, nodes: ["x"] })],
    ["a group needs nodes, all of them in the same container", addGroup({ ...GROUP, nodes: [] })],
    ["a group needs nodes, all of them in the same container", addGroup({ ...GROUP, nodes: ["a", "in"] })],
    ['there is no "x" to remove', { type: "patch", nodes: { removed: ["x"], put: [] } }],
    [
      "there is no place 9 in the list",
      { type: "patch", nodes: { removed: [], put: [{ at: 9, item: { id: "q" } }] } },
    ],
  ];

  test.each(refused)("%s", (message, command) => {
    expect(() => apply(DOCUMENT, command)).toThrow(new CommandError(message));
  });
});
