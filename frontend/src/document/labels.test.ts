import { describe, expect, test } from "vitest";
import { catalogue } from "~/testing/catalogue";
import { batch, type Command, replaceDocument } from "./commands/command";
import { addGroup, addNotes, changeGroup, changeNote, removeGroups, removeNotes } from "./commands/drawing";
import { connect, disconnect, insertOnEdge, reconnect } from "./commands/edges";
import {
  addNodes,
  moveNodes,
  removeNodes,
  resizeNode,
  setData,
  setField,
  setLabel,
  setSettings,
} from "./commands/nodes";
import { setParent } from "./commands/parents";
import { setWorkflow } from "./commands/workflow";
import { labelOf } from "./labels";

const DOCUMENT = {
  nodes: [
    { id: "a", type: "http" },
    { id: "b", type: "for_each" },
  ],
  edges: [],
};
const AT = { x: 0, y: 0 };
const EDGE = { id: "e", source: "a", target: "b" };

describe("labels of commands", () => {
  test.each<[Command, string]>([
    [addNodes([{ id: "x", type: "map" }]), "add Map"],
    [addNodes([{ id: "x" }, { id: "y" }]), "add 2 nodes"],
    [removeNodes(["a"]), "delete HTTP request"],
    [removeNodes(["a", "b", "c"]), "delete 3 nodes"],
    [moveNodes({ a: AT, b: AT }), "move 2 nodes"],
    [resizeNode("b", null), "resize For each"],
    [setField({ node: "a", path: ["url"], value: "" }), "change “URL” of HTTP request"],
    [setField({ node: "a", path: ["own"], value: "" }), "change “own” of HTTP request"],
    [setData("a", null), "change the fields of HTTP request"],
    [setLabel("a", "Fetch"), "rename to “Fetch”"],
    [setLabel("a", ""), "remove the name of HTTP request"],
    [setSettings("a", null), "change the settings of HTTP request"],
    [setParent(["a"], "b"), "move HTTP request into For each"],
    [setParent(["a", "b"], null), "take 2 nodes out of the container"],
    [{ type: "renameNode", id: "a", to: "fetch", data: {} }, "change the id to fetch"],
    [connect(EDGE), "connect two nodes"],
    [disconnect(["e"]), "delete 1 edge"],
    [reconnect(EDGE), "reconnect an edge"],
    [insertOnEdge({ edge: "e", node: { id: "x", type: "map" }, newEdge: "f" }), "insert Map"],
    [setWorkflow({ name: "x", settings: null }), "change the name and settings of the workflow"],
    [addNotes([]), "add 0 notes"],
    [changeNote("n", { text: "" }), "edit a note"],
    [changeNote("n", { colour: "" }), "change a note"],
    [removeNotes(["n"]), "delete 1 note"],
    [addGroup({ id: "g", label: "", colour: "", nodes: ["a", "b"] }), "group 2 nodes"],
    [changeGroup("g", {}), "change a group"],
    [removeGroups(["g"]), "ungroup"],
    [replaceDocument(DOCUMENT), "replace the whole workflow"],
    [{ type: "patch" }, "change the workflow"],
    [batch([removeNodes(["a"])], "cut HTTP request"), "cut HTTP request"],
    [batch([removeNodes(["a"]), disconnect(["e"])]), "delete HTTP request and delete 1 edge"],
    [
      batch([removeNodes(["a"]), disconnect(["e"]), removeNotes(["n"])]),
      "delete HTTP request and 2 more changes",
    ],
    [batch([]), "change nothing"],
  ])("%j", (command, label) => {
    expect(labelOf(command, catalogue, DOCUMENT)).toBe(label);
  });

  test("do without the document", () => {
    expect(labelOf(setField({ node: "a", path: ["url"], value: "" }), catalogue)).toBe(
      "change “url” of a node",
    );
  });
});
