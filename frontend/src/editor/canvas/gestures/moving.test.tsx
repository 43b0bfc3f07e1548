import { act } from "@testing-library/react";
import type { WorkflowDocument } from "~/document/types";
import { renderInEditor } from "~/testing/editor";
import { Canvas } from "../canvas";
import { type FlowNode, groupKey, noteKey } from "../flow/flow-types";
import { viewOf } from "../view";
import { aim, follow, land } from "./moving";

const FAR = { x: 5000, y: 5000 };
const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "one", type: "number", position: { x: 0, y: 0 } },
    { id: "two", type: "expression", position: { x: 320, y: 0 } },
    { id: "loose", type: "expression", position: { x: 0, y: 640 } },
    { id: "each", type: "for_each", position: { x: 0, y: 240 } },
    { id: "in", type: "expression", parent: "each", position: { x: 32, y: 64 } },
  ],
  edges: [{ id: "e1", source: "one", target: "two" }],
  editor: {
    notes: [
      {
        id: "note",
        text: "Hello",
        colour: "yellow",
        position: { x: 640, y: 0 },
        size: { width: 160, height: 96 },
      },
    ],
    groups: [{ id: "both", label: "Both", colour: "red", nodes: ["one", "two"] }],
  },
};

test("what is dragged is moved by one step of undo", () => {
  const { state, drag } = open();

  drag(["one"], { x: 48, y: 96 }, FAR);

  expect(state().document.nodes[0]?.position).toEqual({ x: 48, y: 96 });
  expect(state().undoLabel).toBe("move a node");
  act(() => state().undo());
  expect(state().document).toEqual(DOCUMENT);
});

test("a note is moved too", () => {
  const { state, drag } = open();

  drag([noteKey("note")], { x: 16, y: 32 }, FAR);

  expect(state().document.editor?.notes?.[0]?.position).toEqual({ x: 16, y: 32 });
});

test("a group takes its nodes along", () => {
  const { state, drag, flow } = open();
  const group = flow.getNode(groupKey("both"));
  if (!group) throw new Error("there is no group");

  drag([groupKey("both")], { x: group.position.x + 32, y: group.position.y + 16 }, FAR);

  expect(
    state()
      .document.nodes.slice(0, 2)
      .map((node) => node.position),
  ).toEqual([
    { x: 32, y: 16 },
    { x: 352, y: 16 },
  ]);
});

test("over a container it is shown as the place, and what is dropped goes into it", () => {
  const { state, drag, view, flow, nodes } = open();
  const inside = { x: 10, y: 250 };

  act(() => aim(view.stores, flow.flowToScreenPosition(inside), nodes(["two"])));
  expect(view.ui.getState().dropTarget).toBe("each");
  drag(["two"], { x: 64, y: 320 }, inside);

  expect(state().document.nodes.find(({ id }) => id === "two")?.parent).toBe("each");
  expect(state().document.edges).toEqual([]);
  expect(view.ui.getState()).toMatchObject({ dropTarget: null });
  expect(view.ui.getState().said).toMatch(/moved into .*1 edge between the two went\./);
});

test("what is dragged out of a container leaves it", () => {
  const { state, drag, view } = open();

  drag(["in"], { x: 900, y: 900 }, FAR);

  expect(state().document.nodes.find(({ id }) => id === "in")).not.toHaveProperty("parent");
  expect(view.ui.getState().said).toMatch(/moved out of its container/);
});

test("a node without edges goes between the ends of the edge that it is dropped on", () => {
  const { state, drag } = open();
  const edge = document.createElement("div");
  edge.className = "react-flow__edge";
  edge.dataset.id = "e1";
  document.elementsFromPoint = () => [edge];

  drag(["loose"], { x: 200, y: 0 }, { x: 200, y: 10 });

  expect(state().document.edges.map(({ source, target }) => [source, target])).toEqual([
    ["one", "loose"],
    ["loose", "two"],
  ]);
});

test("one that has edges stays as it was connected", () => {
  const { state, drag } = open();
  const edge = document.createElement("div");
  edge.className = "react-flow__edge";
  edge.dataset.id = "e1";
  document.elementsFromPoint = () => [edge];

  drag(["two"], { x: 200, y: 0 }, { x: 200, y: 10 });

  expect(state().document.edges).toEqual(DOCUMENT.edges);
});

beforeEach(() => {
  document.elementsFromPoint = () => [];
});

afterAll(() => {
  Reflect.deleteProperty(document, "elementsFromPoint");
});

function open() {
  const { editor, run } = renderInEditor(<Canvas />, { document: DOCUMENT });
  const stores = { editor, run };
  const { flow, ui } = viewOf(stores);
  if (!flow) throw new Error("there is no canvas");
  const nodes = (ids: readonly string[]): FlowNode[] => ids.flatMap((id) => flow.getNode(id) ?? []);
  return {
    flow,
    nodes,
    view: { stores, ui },
    state: () => editor.getState(),
    drag: (ids: readonly string[], position: { x: number; y: number }, place: { x: number; y: number }) => {
      const changes = ids.map((id) => ({ type: "position" as const, id, position, dragging: true }));
      act(() => follow(stores, changes));
      act(() => land(stores, flow.flowToScreenPosition(place), nodes(ids)));
    },
  };
}
