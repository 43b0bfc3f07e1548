import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { WorkflowDocument } from "~/document/types";
import { renderInEditor } from "~/testing/editor";
import { canvasActions } from "../actions";
import { Canvas } from "../canvas";

const TWO: WorkflowDocument = {
  nodes: [
    { id: "one", type: "expression", data: { label: "First" }, position: { x: 0, y: 0 } },
    { id: "two", type: "sort", data: { label: "Second" }, position: { x: 320, y: 48 } },
    { id: "each", type: "for_each", data: { label: "Loop" }, position: { x: 0, y: 200 } },
  ],
  edges: [{ id: "e1", source: "one", target: "two" }],
};

function open(document = TWO) {
  const { editor, run } = renderInEditor(<Canvas />, { document });
  const doIt = (id: string) => {
    const action = canvasActions.find((each) => each.id === id);
    if (!action?.isEnabled?.({ editor, run })) throw new Error(`${id} cannot be done`);
    act(() => action.run({ editor, run }));
  };
  const select = (...nodes: string[]) => act(() => editor.getState().select({ nodes }));
  return { user: userEvent.setup(), state: () => editor.getState(), doIt, select };
}

test("the menu opens by keyboard and holds what can be done with the selection", async () => {
  const { user, select, state } = open();
  select("one");
  screen.getByRole("application", { name: "Canvas" }).focus();

  await user.keyboard("{Shift>}{F10}{/Shift}");
  await user.click(await screen.findByRole("menuitem", { name: /^Duplicate/ }));

  expect(state().document.nodes).toHaveLength(4);
});

test("a note alone can be copied as well as cut", async () => {
  const note = {
    id: "note",
    text: "Hello",
    colour: "yellow",
    position: { x: 0, y: 0 },
    size: { width: 160, height: 96 },
  };
  const { user, select, state, doIt } = open({ ...TWO, editor: { notes: [note] } });
  doIt("select-all");
  expect(screen.getByText("3 nodes and 1 note selected.")).toBeInTheDocument();
  select();
  act(() => state().select({ notes: ["note"] }));
  screen.getByRole("application", { name: "Canvas" }).focus();

  await user.keyboard("{Shift>}{F10}{/Shift}");

  expect(await screen.findByRole("menuitem", { name: /^Cut/ })).toBeVisible();
  expect(screen.getByRole("menuitem", { name: /^Copy/ })).toBeVisible();
});

test("a node is connected by keyboard to one that an edge may lead to", async () => {
  const { user, select, state, doIt } = open();
  select("two");

  doIt("connect");
  await user.click(await screen.findByRole("combobox", { name: "To the node" }));
  expect(screen.queryByRole("option", { name: /First/ })).not.toBeInTheDocument();
  await user.click(screen.getByRole("option", { name: /Loop/ }));
  await user.click(screen.getByRole("button", { name: "Connect" }));

  expect(state().document.edges.at(-1)).toMatchObject({ source: "two", target: "each" });
});

test("an edge is deleted by keyboard", async () => {
  const { user, select, state, doIt } = open();
  select("one");

  doIt("connect");
  await user.click(await screen.findByRole("button", { name: "Delete the edge: First → Second" }));

  expect(state().document.edges).toEqual([]);
});

test("a node goes into a container, and the edges that are lost are told before", async () => {
  const { user, select, state, doIt } = open();
  select("two");

  doIt("move-into");
  await user.click(await screen.findByRole("combobox", { name: "Container" }));
  await user.click(screen.getByRole("option", { name: "Loop" }));
  expect(screen.getByText("1 edge to nodes elsewhere will be deleted.")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Move" }));

  expect(state().document.nodes.find((node) => node.id === "two")?.parent).toBe("each");
  expect(state().document.edges).toEqual([]);
});

test("a label is typed in place", async () => {
  const { user, select, state, doIt } = open();
  select("one");

  doIt("rename-node");
  const field = await screen.findByRole("textbox", { name: "Label of First" });
  await user.clear(field);
  await user.type(field, "Renamed{Enter}");

  expect(state().document.nodes[0]?.data?.label).toBe("Renamed");
});

test("Escape throws away a label", async () => {
  const { user, select, state, doIt } = open();
  select("one");

  doIt("rename-node");
  await user.type(await screen.findByRole("textbox", { name: "Label of First" }), "Other{Escape}");

  expect(state().document).toBe(TWO);
});

test("a note is added and typed in place", async () => {
  const { user, state, doIt } = open();

  doIt("add-note");
  await user.type(
    await screen.findByRole("textbox", { name: "Text of the note" }),
    "Ask Ada{Control>}{Enter}{/Control}",
  );

  expect(state().document.editor?.notes).toMatchObject([{ text: "Ask Ada" }]);
  expect(screen.getByRole("group", { name: "Note, Ask Ada" })).toBeInTheDocument();
});

test("what is selected is grouped, and ungrouped", async () => {
  const { user, select, state, doIt } = open();
  select("one", "two");

  doIt("group");
  const field = await screen.findByRole("textbox", { name: "Label of the group" });
  await user.clear(field);
  await user.type(field, "Start{Enter}");
  expect(state().document.editor?.groups).toMatchObject([{ label: "Start", nodes: ["one", "two"] }]);
  expect(screen.getByRole("group", { name: "Group Start" })).toBeInTheDocument();
  doIt("ungroup");

  expect(state().document.editor?.groups).toEqual([]);
});

test("the toolbar of a selection aligns", async () => {
  const { user, select, state } = open();
  select("one", "two");

  await user.click(screen.getByRole("button", { name: "Align at the top" }));

  expect(state().document.nodes[1]?.position).toEqual({ x: 320, y: 0 });
});

test("Delete takes nodes with their edges", () => {
  const { select, state, doIt } = open();
  select("one");

  doIt("delete");

  expect(state().document.nodes.map((node) => node.id)).toEqual(["two", "each"]);
  expect(state().document.edges).toEqual([]);
});

test("the search goes to what it finds", async () => {
  const { user, state } = open();

  await user.click(screen.getByRole("button", { name: "Search the canvas" }));
  const search = screen.getByRole("combobox", { name: "Search nodes and notes" });
  await user.type(search, "second");
  const hit = screen.getByRole("option", { name: /^Second/ });
  expect(within(hit).getByText("Second")).toHaveAttribute("dir", "auto");
  await user.type(search, "{Enter}");

  expect(state().destination).toMatchObject({ node: "two" });
});
