import { act, fireEvent, screen } from "@testing-library/react";
import type { WorkflowDocument } from "~/document/types";
import { renderInEditor } from "~/testing/editor";
import { Canvas } from "../canvas";
import { allowedFrom } from "../doing/connect";
import { viewOf } from "../view";
import { finishElsewhere } from "./finish-elsewhere";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "one", type: "expression", data: { label: "First" }, position: { x: 0, y: 0 } },
    { id: "two", type: "expression", data: { label: "Second" }, position: { x: 320, y: 0 } },
    { id: "three", type: "expression", data: { label: "Third" }, position: { x: 640, y: 0 } },
    { id: "if", type: "condition", position: { x: 0, y: 240 } },
    { id: "each", type: "for_each", position: { x: 320, y: 240 } },
    { id: "in", type: "expression", parent: "each", position: { x: 32, y: 64 } },
  ],
  edges: [
    { id: "e1", source: "one", target: "two" },
    { id: "e2", source: "two", target: "three" },
  ],
};
const AT = { x: 10, y: 10 };

let under: string | undefined;

beforeEach(() => {
  under = undefined;
  document.elementsFromPoint = () => (under === undefined ? [] : [cardWith(under)]);
  document.elementFromPoint = () => null;
});

afterAll(() => {
  Reflect.deleteProperty(document, "elementsFromPoint");
  Reflect.deleteProperty(document, "elementFromPoint");
});

function cardWith(id: string) {
  const card = document.createElement("div");
  card.className = "react-flow__node-card";
  card.dataset.id = id;
  return card;
}

function open() {
  const { editor, run } = renderInEditor(<Canvas />, { document: DOCUMENT });
  const stores = { editor, run };
  return {
    stores,
    edges: () => editor.getState().document.edges,
    allowed: (node: string) =>
      allowedFrom(editor.getState(), { node, handle: null, type: "target", edge: "e1" }),
  };
}

test("an edge moved to where it would make a circle is refused with the reason", async () => {
  const { stores, edges } = open();
  under = "two";
  act(() => finishElsewhere(stores, AT, { node: "three", handle: "out", type: "source", edge: "e9" }));
  expect((await screen.findAllByText(/This would make a circle/))[0]).toBeVisible();
  expect(edges()).toEqual(DOCUMENT.edges);
});

test("an edge moved to another card leads there", () => {
  const { stores, edges } = open();
  under = "if";
  act(() => finishElsewhere(stores, AT, { node: "two", handle: "out", type: "source", edge: "e2" }));
  expect(edges()[1]).toMatchObject({ id: "e2", source: "two", target: "if" });
});

test("an edge let go over its own end, or over nothing, stays without a word", () => {
  const { stores, edges } = open();
  under = "three";
  act(() => finishElsewhere(stores, AT, { node: "two", handle: "out", type: "source", edge: "e2" }));
  under = undefined;
  act(() => finishElsewhere(stores, AT, { node: "two", handle: "out", type: "source", edge: "e2" }));
  expect(edges()).toBe(DOCUMENT.edges);
  expect(viewOf(stores).ui.getState()).toMatchObject({ said: "", popup: null });
});

test("an edge held over its own end is not called a second one", () => {
  const { stores, edges } = open();
  const grip = document.querySelector('[data-id="e2"] .react-flow__edgeupdater-target');
  if (!grip) throw new Error("the edge cannot be moved");
  fireEvent.mouseDown(grip, { button: 0, clientX: 640, clientY: 40 });
  fireEvent.mouseMove(document, { clientX: 642, clientY: 42 });
  expect(viewOf(stores).ui.getState().redrawn).toBe("e2");
  fireEvent.mouseMove(document, { clientX: 640, clientY: 40 });
  expect(screen.queryByText(/already connected/)).not.toBeInTheDocument();
  fireEvent.mouseUp(document, { clientX: 640, clientY: 40 });
  expect(viewOf(stores).ui.getState().redrawn).toBeNull();
  expect(edges()).toEqual(DOCUMENT.edges);
});

test("drawn backwards onto a card an edge begins at a port that the card has", () => {
  const { stores, edges } = open();
  under = "if";
  act(() => finishElsewhere(stores, AT, { node: "three", handle: null, type: "target" }));
  expect(edges().at(-1)).toMatchObject({ source: "if", sourceHandle: "true", target: "three" });
});

test("backwards from inside a container only what may stand there is offered", async () => {
  const { stores } = open();
  act(() => finishElsewhere(stores, AT, { node: "in", handle: null, type: "target" }));
  expect(await screen.findByRole("option", { name: /^Number/ })).toBeVisible();
  expect(screen.queryByRole("option", { name: /^Webhook/ })).not.toBeInTheDocument();
});

test("at the top level backwards everything is offered", async () => {
  const { stores } = open();
  act(() => finishElsewhere(stores, AT, { node: "one", handle: null, type: "target" }));
  expect(await screen.findByRole("option", { name: /^Webhook/ })).toBeVisible();
});

test("while an edge is drawn backwards the nodes that it may come from are known", () => {
  const { allowed } = open();
  expect([...allowed("two")].sort()).toEqual(["each", "if", "one"]);
  expect([...allowed("in")]).toEqual([]);
});
