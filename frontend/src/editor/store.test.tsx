import { act, screen } from "@testing-library/react";
import { moveNodes, removeNodes, setField } from "~/document/commands/nodes";
import type { WorkflowDocument } from "~/document/types";
import { openedEditor, renderInEditor } from "~/testing/editor";
import { useEditor } from "./context";

const document: WorkflowDocument = {
  nodes: [
    { id: "age", type: "number", data: { value: 25 }, position: { x: 0, y: 0 } },
    { id: "is_adult", type: "condition", data: { condition: "input >= 18" }, position: { x: 200, y: 0 } },
  ],
  edges: [{ id: "e1", source: "age", target: "is_adult" }],
};

test("a change can be undone and done again", () => {
  const editor = openedEditor({ document });
  editor.getState().dispatch(setField({ node: "age", path: ["value"], value: 30 }), { label: "set value" });
  expect(editor.getState()).toMatchObject({ canUndo: true, undoLabel: "set value", save: { kind: "dirty" } });
  editor.getState().undo();
  expect(editor.getState().document).toEqual(document);
  expect(editor.getState()).toMatchObject({ canUndo: false, canRedo: true, redoLabel: "set value" });
  editor.getState().redo();
  expect(editor.getState().document.nodes[0]?.data).toEqual({ value: 30 });
});

test("letters typed into one field are one step of undo", () => {
  const editor = openedEditor({ document });
  for (const value of [3, 30, 300])
    editor.getState().dispatch(setField({ node: "age", path: ["value"], value }), { merge: "age.value" });
  editor.getState().undo();
  expect(editor.getState().document).toEqual(document);
});

test("what is removed is not selected any more", () => {
  const editor = openedEditor({ document });
  editor.getState().select({ nodes: ["age", "is_adult"], edges: ["e1"] });
  editor.getState().dispatch(removeNodes(["age"]));
  expect([...editor.getState().selection.nodes]).toEqual(["is_adult"]);
  expect(editor.getState().selection.edges.size).toBe(0);
});

test("selecting the same again changes nothing", () => {
  const editor = openedEditor({ document });
  editor.getState().select({ nodes: ["age"] });
  const before = editor.getState();
  editor.getState().select({ nodes: ["age"] });
  expect(editor.getState()).toBe(before);
});

test("what does not fit is told and changes nothing", async () => {
  const { editor } = renderInEditor(<Count />, { document });
  const before = editor.getState();
  act(() => before.dispatch(moveNodes({ nobody: { x: 1, y: 1 } })));
  expect(editor.getState()).toBe(before);
  expect(await screen.findByText('there is no node "nobody"')).toBeVisible();
});

test("who may only look changes nothing", () => {
  const editor = openedEditor({ document, canEdit: false });
  editor.getState().dispatch(removeNodes(["age"]));
  expect(editor.getState().document).toBe(document);
});

test("going to a node selects it, and going there again is something new", () => {
  const editor = openedEditor({ document });
  editor.getState().goTo("age", "value");
  const first = editor.getState().destination;
  editor.getState().goTo("age", "value");
  expect([...editor.getState().selection.nodes]).toEqual(["age"]);
  expect(first).toMatchObject({ node: "age", field: "value" });
  expect(editor.getState().destination?.at).not.toBe(first?.at);
});

function Count() {
  return <p>{useEditor((state) => state.document.nodes.length)}</p>;
}
