import { act, createEvent, fireEvent, screen } from "@testing-library/react";
import type { WorkflowDocument } from "~/document/types";
import { renderInEditor } from "~/testing/editor";
import { Canvas } from "../canvas";
import { addType } from "../doing/add";
import { openAdd, openAddBehind, openAddOnEdge } from "../doing/open-add";
import { noteKey } from "../flow/flow-types";
import { viewOf } from "../view";
import { NODE_TYPE_MIME } from "./dropping";
import { openMenu, openMenuHere } from "./open-menu";
import { selectEdges, selectNodes } from "./selecting";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "one", type: "number", position: { x: 0, y: 0 } },
    { id: "two", type: "expression", position: { x: 320, y: 0 } },
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

beforeEach(() => {
  document.elementsFromPoint = () => [];
});

afterAll(() => {
  Reflect.deleteProperty(document, "elementsFromPoint");
});

describe("adding", () => {
  test("a node type that is dropped on the canvas becomes a node there", () => {
    const { state } = open();

    const over = createEvent.dragOver(canvas(), { dataTransfer: carrying("number") });
    fireEvent(canvas(), Object.assign(over, { clientX: 900, clientY: 900 }));
    drop("number", { clientX: 900, clientY: 900 });

    expect(state().document.nodes).toHaveLength(5);
    expect([...state().selection.nodes]).toEqual([state().document.nodes.at(-1)?.id]);
  });

  test("dropped on an edge it goes between its ends, and makes room", () => {
    const { state } = open();
    const edge = document.createElement("div");
    edge.className = "react-flow__edge";
    edge.dataset.id = "e1";
    document.elementsFromPoint = () => [edge];

    drop("expression", { clientX: 200, clientY: 10 });

    const added = state().document.nodes.at(-1)?.id;
    expect(state().document.edges.map(({ source, target }) => [source, target])).toEqual([
      ["one", added],
      [added, "two"],
    ]);
    expect(state().document.nodes[1]?.position?.x).toBeGreaterThan(320);
  });

  test("what takes no input does not stand on an edge, nor a trigger in a container; that is said", async () => {
    const { state } = open();
    const edge = document.createElement("div");
    edge.className = "react-flow__edge";
    edge.dataset.id = "e1";
    document.elementsFromPoint = () => [edge];

    drop("number", { clientX: 200, clientY: 10 });
    document.elementsFromPoint = () => [];
    drop("webhook_trigger", { clientX: 40, clientY: 330 });

    expect(await screen.findByText(/Number takes no input/)).toBeVisible();
    expect(await screen.findByText(/Webhook can only stand outside of containers/)).toBeVisible();
    expect(state().document.edges).toEqual(DOCUMENT.edges);
    expect(state().document.nodes.at(-1)).toMatchObject({ type: "webhook_trigger" });
    expect(state().document.nodes.at(-1)).not.toHaveProperty("parent");
  });

  test("behind and before a node it is connected, on its level", () => {
    const { state, stores } = open();

    act(() => addType(stores, "expression", { link: { kind: "from", node: "in", port: "out" } }));
    const behind = state().document.nodes.at(-1);
    act(() => addType(stores, "number", { link: { kind: "to", node: "in" }, at: { x: 40, y: 320 } }));
    const before = state().document.nodes.at(-1);

    expect([behind?.parent, before?.parent]).toEqual(["each", "each"]);
    expect(
      state()
        .document.edges.slice(1)
        .map(({ source, target }) => [source, target]),
    ).toEqual([
      ["in", behind?.id],
      [before?.id, "in"],
    ]);
  });

  test("nothing is added of a type that is not there, or where nothing may be changed", () => {
    const { state, stores } = open();
    act(() => addType(stores, "no_such_type"));
    act(() => addType(stores, "number", { link: { kind: "from", node: "gone", port: "out" } }));
    act(() => addType(stores, "number", { link: { kind: "edge", edge: "gone" } }));
    expect(state().document).toEqual(DOCUMENT);
  });

  test("the popup stands beside what it adds to", () => {
    const { stores, popup } = open();

    act(() => openAdd(stores));
    expect(popup()).toMatchObject({ kind: "add" });
    act(() => openAddBehind(stores, "one"));
    expect(popup()).toMatchObject({ link: { kind: "from", node: "one", port: "out" } });
    act(() => openAddOnEdge(stores, "e1"));
    expect(popup()).toMatchObject({ link: { kind: "edge", edge: "e1" } });
  });
});

describe("choosing", () => {
  test("what is clicked for its menu is selected, unless it is among what is", () => {
    const { state, stores, flow, popup } = open();
    const click = { clientX: 10, clientY: 10, preventDefault: () => {} };
    const [node, note] = [flow.getNode("one"), flow.getNode(noteKey("note"))];
    const edge = flow.getEdge("e1");
    if (!node || !note || !edge) throw new Error("something is not drawn");

    act(() => openMenu(stores, click, { node }));
    expect([...state().selection.nodes]).toEqual(["one"]);
    act(() => openMenu(stores, click, { edge }));
    expect([...state().selection.edges]).toEqual(["e1"]);
    act(() => openMenu(stores, click, { node: note }));
    expect([...state().selection.notes]).toEqual(["note"]);
    expect(popup()).toMatchObject({ kind: "menu", about: "selection" });
    act(() => openMenu(stores, click, "canvas"));
    expect(popup()).toMatchObject({ kind: "menu", about: "canvas" });
    act(() => openMenuHere(stores));
    expect(popup()).toMatchObject({ kind: "menu", about: "canvas" });
  });

  test("the store follows what is marked on the canvas", () => {
    const { state, stores } = open();

    act(() => {
      selectNodes(stores, [
        { type: "select", id: "one", selected: true },
        { type: "select", id: noteKey("note"), selected: true },
      ]);
      selectEdges(stores, [{ type: "select", id: "e1", selected: true }]);
    });
    expect(state().selection).toEqual({
      nodes: new Set(["one"]),
      notes: new Set(["note"]),
      edges: new Set(["e1"]),
    });
    act(() => {
      selectNodes(stores, [{ type: "select", id: "one", selected: false }]);
      selectEdges(stores, []);
    });

    expect(state().selection.nodes.size).toBe(0);
  });
});

describe("the clipboard of the browser", () => {
  test("copies what is selected and pastes it with ids of its own", () => {
    const { state, take, give } = open();
    act(() => state().select({ nodes: ["one"] }));
    act(() => canvas().focus());

    const text = take("copy");
    give(text);

    expect(JSON.parse(text)).toMatchObject({ kind: "thaiyyal/nodes", nodes: [{ id: "one" }] });
    expect(state().document.nodes).toHaveLength(5);
  });

  test("cutting takes it away as well", () => {
    const { state, take } = open();
    act(() => state().select({ nodes: ["two"], notes: ["note"] }));
    act(() => canvas().focus());

    expect(take("cut")).toContain('"two"');

    expect(state().document.nodes.map(({ id }) => id)).toEqual(["one", "each", "in"]);
    expect(state().document.editor?.notes ?? []).toEqual([]);
  });

  test("anything else in it is left to the browser", () => {
    const { state, give } = open();
    act(() => canvas().focus());

    give("Dear Ann");

    expect(state().document).toEqual(DOCUMENT);
  });
});

function canvas() {
  return screen.getByRole("application", { name: "Canvas" });
}

function drop(type: string, mouse: { clientX: number; clientY: number }) {
  const dropped = createEvent.drop(canvas(), { dataTransfer: carrying(type) });
  fireEvent(canvas(), Object.assign(dropped, mouse));
}

function carrying(type: string) {
  return { types: [NODE_TYPE_MIME], getData: (as: string) => (as === NODE_TYPE_MIME ? type : "") };
}

function open() {
  const { editor, run } = renderInEditor(<Canvas />, { document: DOCUMENT });
  const stores = { editor, run };
  const { flow, ui } = viewOf(stores);
  if (!flow) throw new Error("there is no canvas");
  return {
    stores,
    flow,
    state: () => editor.getState(),
    popup: () => ui.getState().popup,
    take: (kind: "copy" | "cut") => {
      let text = "";
      const clipboardData = { setData: (_type: string, given: string) => (text = given) };
      fireEvent(document, Object.assign(new Event(kind, { cancelable: true }), { clipboardData }));
      return text;
    },
    give: (text: string) => {
      const clipboardData = { getData: () => text };
      fireEvent(document, Object.assign(new Event("paste", { cancelable: true }), { clipboardData }));
    },
  };
}
