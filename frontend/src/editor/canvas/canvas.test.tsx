import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { setField } from "~/document/commands/nodes";
import type { WorkflowDocument } from "~/document/types";
import { renderInEditor } from "~/testing/editor";
import type { NodeRun } from "../state";
import { Canvas } from "./canvas";

const ORDERS: WorkflowDocument = {
  nodes: [
    {
      id: "fetch",
      type: "http",
      data: { label: "Fetch orders", url: "https://shop.example" },
      position: { x: 0, y: 0 },
    },
    { id: "large", type: "condition", data: { condition: "input.total > 100" }, position: { x: 320, y: 0 } },
    { id: "show", type: "visualization", data: { mode: "json" }, position: { x: 640, y: 0 } },
    { id: "each", type: "for_each", data: {}, position: { x: 0, y: 200 } },
    {
      id: "line",
      type: "expression",
      parent: "each",
      data: { expression: "item" },
      position: { x: 32, y: 64 },
    },
  ],
  edges: [
    { id: "e1", source: "fetch", target: "large" },
    { id: "e2", source: "large", target: "show", sourceHandle: "true" },
  ],
};

const FAILED: NodeRun = {
  status: "failed",
  seq: 3,
  path: "fetch",
  startedAt: null,
  durationMs: 120,
  attempt: 1,
  runs: 1,
  port: null,
  output: undefined,
  isPreview: false,
  error: { code: "timeout", message: "It took too long." },
  meta: {},
};

function canvas() {
  return screen.getByRole("application", { name: "Canvas" });
}

function open(document = ORDERS, more = {}) {
  const opened = renderInEditor(<Canvas />, { document, ...more });
  canvas().focus();
  return { ...opened, user: userEvent.setup(), state: () => opened.editor.getState() };
}

test("a card says its type, its label and how it ran", async () => {
  open(ORDERS, { run: { nodes: new Map([["fetch", FAILED]]), pinned: { large: 1 } } });

  expect(screen.getByRole("group", { name: "HTTP request, Fetch orders, failed" })).toHaveTextContent(
    "120 ms",
  );
  expect(screen.getByRole("group", { name: "If, pinned" })).toBeInTheDocument();
});

test("while it runs, what has not begun is told from what has", () => {
  const execution = { id: "x", version: null, status: "running", error: null } as const;
  open(ORDERS, { run: { execution, nodes: new Map([["fetch", FAILED]]) } });

  expect(screen.getByRole("group", { name: "If" })).toHaveAttribute("data-status", "queued");
  expect(screen.getByRole("group", { name: /Fetch orders/ })).toHaveAttribute("data-status", "failed");
});

test("a card shows its main field and the labels of its ports", () => {
  open();

  expect(screen.getByRole("group", { name: "HTTP request, Fetch orders" })).toHaveTextContent(
    "https://shop.example",
  );
  expect(screen.getByRole("group", { name: "If" })).toHaveTextContent("TrueFalse");
});

test("problems are counted in the name of a card", () => {
  const { editor } = open();
  const problem = {
    code: "missing_field",
    message: "The url is missing.",
    severity: "problem" as const,
    node: "fetch",
  };

  act(() => editor.setState({ problems: [problem, problem] }));

  expect(screen.getByRole("group", { name: "HTTP request, Fetch orders, 2 problems" })).toBeInTheDocument();
});

test("a change of one field draws one card anew", async () => {
  const { state } = open();
  const cards = screen.getAllByRole("group");
  const before = cards.map((card) => card.innerHTML);

  act(() => state().dispatch(setField({ node: "fetch", path: ["url"], value: "https://other.example" })));

  const changed = screen.getAllByRole("group").filter((card, at) => card.innerHTML !== before[at]);
  expect(changed).toEqual([screen.getByRole("group", { name: "HTTP request, Fetch orders" })]);
});

test("Alt and the arrows go along edges, and the canvas names what is selected", async () => {
  const { user, state } = open();

  await user.keyboard("{Alt>}{ArrowRight}{ArrowRight}{/Alt}");

  expect([...state().selection.nodes]).toEqual(["large"]);
  expect(canvas()).toHaveAttribute("aria-activedescendant", "node-large");
});

test("Alt and down reaches every node", async () => {
  const { user, state } = open();
  const reached = new Set<string>();

  for (let at = 0; at < ORDERS.nodes.length; at += 1) {
    await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
    for (const id of state().selection.nodes) reached.add(id);
  }

  expect(reached.size).toBe(ORDERS.nodes.length);
});

test("arrows move what is selected, keys in a row are one step of undo", async () => {
  const { user, state } = open();
  act(() => state().select({ nodes: ["fetch"] }));

  await user.keyboard("{ArrowRight}{ArrowRight}{Shift>}{ArrowDown}{/Shift}");

  expect(state().document.nodes[0]?.position).toEqual({ x: 32, y: 160 });
  act(() => state().undo());
  expect(state().document).toEqual(ORDERS);
});

test("Tab adds a node behind the selected one, of a type that was searched for", async () => {
  const { user, state } = open();
  act(() => state().select({ nodes: ["show"] }));

  await user.keyboard("{Tab}");
  await user.type(await screen.findByRole("combobox", { name: "Search node types" }), "sort{Enter}");

  const added = state().document.nodes.at(-1);
  expect(added?.type).toBe("sort");
  expect(state().document.edges.at(-1)).toMatchObject({ source: "show", target: added?.id });
  expect([...state().selection.nodes]).toEqual([added?.id]);
});

test("the quick-add behind a node offers no types without an input", async () => {
  const { user, state } = open();
  act(() => state().select({ nodes: ["show"] }));

  await user.keyboard("{Tab}");

  const list = await screen.findByRole("listbox", { name: "Node types" });
  expect(within(list).queryByRole("option", { name: /^Number/ })).not.toBeInTheDocument();
  expect(within(list).getByRole("option", { name: /^Sort/ })).toBeInTheDocument();
});

test("nothing can be changed when editing is not allowed", async () => {
  const { user, state } = open(ORDERS, { canEdit: false });
  act(() => state().select({ nodes: ["fetch"] }));

  await user.keyboard("{ArrowRight}{Tab}");

  expect(state().document).toBe(ORDERS);
  expect(screen.queryByRole("combobox")).not.toBeInTheDocument();
});

test("an empty canvas says how to begin", async () => {
  const { user } = open({ nodes: [], edges: [] });

  await user.click(screen.getByRole("button", { name: "Add a node" }));

  expect(await screen.findByRole("combobox", { name: "Search node types" })).toHaveFocus();
});

test("Escape selects nothing, then Tab leaves the canvas", async () => {
  const { user, state } = open();
  act(() => state().select({ nodes: ["fetch"] }));

  await user.keyboard("{Escape}{Tab}");

  expect(state().selection.nodes.size).toBe(0);
  expect(canvas()).not.toHaveFocus();
});

test("what was done is told", async () => {
  const { user, state } = open();
  act(() => state().select({ nodes: ["fetch"] }));

  await user.keyboard("{ArrowRight}");

  await waitFor(() =>
    expect(screen.getAllByRole("status").map((each) => each.textContent)).toContain("Moved right."),
  );
});

test("who goes to an edge sees the node that it leaves", async () => {
  const { state, container } = open();
  const view = () => container.querySelector<HTMLElement>(".react-flow__viewport")?.style.transform;
  act(() => state().goTo("large"));
  const atLarge = view();
  act(() => state().goTo("fetch"));
  expect(view()).not.toBe(atLarge);

  act(() => state().goToEdge("e2"));

  await waitFor(() => expect(view()).toBe(atLarge));
  expect([...state().selection.edges]).toEqual(["e2"]);
});
