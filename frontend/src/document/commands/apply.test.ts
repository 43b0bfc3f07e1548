import { describe, expect, test } from "vitest";
import { DOCUMENT, GROUP, NOTE } from "~/testing/orders";
import { apply } from "./apply";
import { batch, type Command, CommandError, replaceDocument } from "./command";
import { addGroup, addNotes, changeNote, removeGroups } from "./drawing";
import { connect, disconnect, reconnect } from "./edges";
import { addNodes, moveNodes, removeNodes, setData, setField } from "./nodes";
import { setParent } from "./parents";

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
