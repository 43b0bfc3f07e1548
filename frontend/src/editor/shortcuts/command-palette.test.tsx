import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderInEditor } from "~/testing/editor";
import { fakeServer } from "~/testing/fake-server";
import type { Action } from "../actions";
import { CommandPalette, openCommands } from "./command-palette";

const SEARCH = "Search commands, nodes and node types";

test("finds what can be done, and does it", async () => {
  const { editor } = open();

  await userEvent.type(await screen.findByLabelText(SEARCH), "forget");
  await userEvent.click(screen.getByText("Forget the selection"));

  expect(editor.getState().selection.nodes.size).toBe(0);
});

test("finds a node by its name and goes to it", async () => {
  const { editor } = open();

  await userEvent.type(await screen.findByLabelText(SEARCH), "How old");
  await userEvent.click(screen.getByText("How old"));

  await waitFor(() => expect([...editor.getState().selection.nodes]).toEqual(["b"]));
});

test("says when nothing is called so", async () => {
  open();

  await userEvent.type(await screen.findByLabelText(SEARCH), "no such thing");

  expect(screen.getByText("Nothing is called like that.")).toBeVisible();
});

const forget: Action = {
  id: "forget",
  label: "Forget the selection",
  group: "Edit",
  keys: [],
  run: ({ editor }) => editor.getState().select({ nodes: [] }),
};

function open() {
  fakeServer();
  const nodes = [
    { id: "a", type: "number" },
    { id: "b", type: "number", data: { label: "How old" } },
  ];
  const rendered = renderInEditor(<CommandPalette actions={[forget]} />, { document: { nodes, edges: [] } });
  act(() => {
    rendered.editor.getState().select({ nodes: ["a"] });
    openCommands();
  });
  return rendered;
}
