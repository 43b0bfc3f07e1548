import { addNodes, removeNodes } from "~/document/commands/nodes";
import { openedEditor } from "~/testing/editor";
import { keepPinsWithNodes } from "./pins-and-nodes";
import { createRunStore } from "./store";

beforeEach(() => localStorage.clear());

function opened() {
  const editor = openedEditor({ document: { nodes: [{ id: "a", type: "json_input" }], edges: [] } });
  const run = createRunStore({
    workflowId: "workflow-1",
    userId: "user-1",
    save: async () => {},
    canExecute: true,
  });
  keepPinsWithNodes(editor, run);
  run.getState().pin("a", 1);
  return { editor, run };
}

test("a node that gets the id of a removed one is not pinned", () => {
  const { editor, run } = opened();

  editor.getState().dispatch(removeNodes(["a"]));
  editor.getState().dispatch(addNodes([{ id: "a", type: "json_input" }]));

  expect(run.getState().pinned).toEqual({});
});

test("undo brings a node back with what was pinned", () => {
  const { editor, run } = opened();

  editor.getState().dispatch(removeNodes(["a"]));
  expect(run.getState().pinned).toEqual({});
  editor.getState().undo();

  expect(run.getState().pinned).toEqual({ a: 1 });
});
