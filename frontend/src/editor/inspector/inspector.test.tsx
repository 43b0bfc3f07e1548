import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { WorkflowDocument } from "~/document/types";
import { type InEditor, renderInEditor } from "~/testing/editor";
import { fakeServer } from "~/testing/fake-server";
import type { EditorState } from "../state";
import { Inspector } from "./inspector";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "one", type: "number", data: { value: 1, label: "How old" } },
    { id: "two", type: "condition", data: { condition: "input > 1" } },
    { id: "three", type: "number", data: { value: 3 } },
    { id: "odd", type: "no_such_type", data: { a: 1 } },
  ],
  edges: [
    { id: "e1", source: "one", target: "two" },
    { id: "e2", source: "two", target: "three", sourceHandle: "true" },
  ],
};

test("an edge says what goes where, leads to both ends and can be taken away", async () => {
  const { state } = open({ edges: ["e2"] });

  expect(screen.getByText(/What leaves/)).toHaveTextContent(/on “True” goes to/);
  await userEvent.click(screen.getByRole("button", { name: "Go to end" }));
  expect(state().destination?.node).toBe("three");
  act(() => state().select({ edges: ["e2"] }));
  await userEvent.click(screen.getByRole("button", { name: "Go to start" }));
  expect(state().destination?.node).toBe("two");
  act(() => state().select({ edges: ["e2"] }));
  await userEvent.click(screen.getByRole("button", { name: "Delete edge" }));

  expect(state().document.edges.map(({ id }) => id)).toEqual(["e1"]);
});

test("several things are counted by type, copied together and deleted together", async () => {
  const { state } = open({ nodes: ["one", "three", "odd"], edges: ["e1"] });

  expect(screen.getByRole("heading", { name: "3 nodes and 1 edge selected" })).toBeVisible();
  expect(screen.getAllByRole("listitem").map((item) => item.textContent)).toEqual([
    expect.stringMatching(/× 2$/),
    "Unknown type",
  ]);
  await userEvent.click(screen.getByRole("button", { name: "Duplicate" }));
  expect(state().document.nodes).toHaveLength(7);
  expect(state().selection.nodes.size).toBe(3);
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));

  expect(state().document).toEqual(DOCUMENT);
});

test("notes among what is selected are counted, and deleted with the rest", async () => {
  const note = {
    id: "note",
    text: "Hello",
    colour: "yellow",
    position: { x: 0, y: 0 },
    size: { width: 160, height: 96 },
  };
  const { state } = open(
    { nodes: ["one", "three"], notes: ["note"] },
    { document: { ...DOCUMENT, editor: { notes: [note] } } },
  );

  expect(screen.getByRole("heading", { name: "2 nodes and 1 note selected" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));

  expect(state().document.nodes.map(({ id }) => id)).toEqual(["two", "odd"]);
  expect(state().document.editor?.notes ?? []).toEqual([]);
});

test("the name of a node is typed in the direction of its own letters", () => {
  open({ nodes: ["one"] });

  expect(screen.getByRole("textbox", { name: "Name of the node" })).toHaveAttribute("dir", "auto");
});

test("who may only look is told so", () => {
  open({ nodes: ["one", "two"] }, { canEdit: false });

  expect(screen.getByText(/but not change it/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Delete" })).not.toBeInTheDocument();
});

test("the help of a type has examples, which can be taken over under the same label", async () => {
  const { state } = open({ nodes: ["one"] });

  await userEvent.click(screen.getByRole("tab", { name: "Help" }));
  const [example] = await screen.findAllByRole("button", { name: /^Use this example/ });
  if (!example) throw new Error("there are no examples");
  await userEvent.click(example);

  expect(state().undoLabel).not.toBeNull();
  expect(state().document.nodes[0]?.data?.label).toBe("How old");
});

test("going to a setting opens the settings, to a parameter the parameters", async () => {
  const { state } = open({ nodes: ["one"] });

  act(() => state().goTo("one", "settings.timeout"));
  expect(screen.getByRole("tab", { name: /Settings/ })).toHaveAttribute("aria-selected", "true");
  await userEvent.click(screen.getByRole("tab", { name: /Parameters/ }));
  act(() => state().goTo("one", "value"));

  expect(screen.getByRole("tab", { name: /Parameters/ })).toHaveAttribute("aria-selected", "true");
});

test("how the last run went stands at the node, with what to do", () => {
  const failed = {
    status: "failed",
    seq: 1,
    path: "one",
    startedAt: null,
    durationMs: 5,
    attempt: 1,
    runs: 1,
    port: null,
    output: undefined,
    isPreview: false,
    error: { code: "division_by_zero", message: "Nothing can be divided by zero." },
    meta: {},
  } as const;
  open({ nodes: ["one"] }, { run: { nodes: new Map([["one", failed]]) } });

  expect(screen.getByText(/Nothing can be divided by zero/)).toBeVisible();
  expect(screen.getByText(/Check for zero before dividing/)).toBeVisible();
});

test("a node of an unknown type shows what it holds", () => {
  open({ nodes: ["odd"] });

  const inspector = screen.getByRole("complementary", { name: "Inspector" });
  expect(within(inspector).getAllByText(/no_such_type/).length).toBeGreaterThan(0);
  expect(screen.queryByRole("tab", { name: "Help" })).not.toBeInTheDocument();
});

test("without a selection the workflow's settings are shown", async () => {
  const details = vi.fn();
  const { state } = open({}, {}, details);

  expect(screen.getByRole("heading", { name: "Settings of the workflow" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Name, description and tags" }));

  expect(details).toHaveBeenCalledOnce();
  expect(state().document).toEqual(DOCUMENT);
});

type Chosen = Parameters<EditorState["select"]>[0];

function open(chosen: Chosen, more: InEditor = {}, onDetails = () => {}) {
  fakeServer();
  const { editor } = renderInEditor(<Inspector onDetails={onDetails} />, { document: DOCUMENT, ...more });
  act(() => editor.getState().select(chosen));
  return { state: () => editor.getState() };
}
