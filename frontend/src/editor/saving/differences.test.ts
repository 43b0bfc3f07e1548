import type { WorkflowDocument } from "~/document/types";
import { catalogue } from "~/testing/catalogue";
import { differences } from "./differences";

const base: WorkflowDocument = {
  nodes: [
    { id: "a", type: "number", data: { value: 1, label: "One" }, position: { x: 0, y: 0 } },
    { id: "b", type: "number", data: { value: 2, label: "Two" }, position: { x: 0, y: 0 } },
  ],
  edges: [],
};
const [a, b] = base.nodes;

test("two equal drafts do not differ", () => {
  expect(differences(base, structuredClone(base), catalogue)).toEqual([]);
});

test("nodes are told apart by what happened to them", () => {
  const mine = {
    ...base,
    nodes: [
      { ...a, id: "a", position: { x: 9, y: 9 } },
      { id: "c", data: { label: "Three" } },
    ],
  };
  const theirs = {
    ...base,
    nodes: [
      { ...a, id: "a" },
      { ...b, id: "b" },
    ],
  };
  expect(differences(mine, theirs, catalogue)).toEqual([
    { id: "a", title: "One", what: "moved" },
    { id: "c", title: "Three", what: "only mine" },
    { id: "b", title: "Two", what: "only theirs" },
  ]);
});

test("other fields, edges and settings are told as well", () => {
  const theirs: WorkflowDocument = {
    nodes: [
      { ...a, id: "a", data: { value: 7, label: "One" } },
      { ...b, id: "b" },
    ],
    edges: [{ id: "e", source: "a", target: "b" }],
    settings: { timeout: "1m" },
  };
  expect(differences(base, theirs, catalogue).map(({ title, what }) => [title, what])).toEqual([
    ["One", "different"],
    ["Edges", "different"],
    ["Description, settings, notes or groups", "different"],
  ]);
});
