import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { WorkflowDocument } from "~/document/types";
import { renderInEditor } from "~/testing/editor";
import { Canvas } from "../canvas";
import { FAR_ZOOM } from "../card/far";
import { viewOf } from "../view";
import { beginEditing } from "./reveal";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "one", type: "expression", data: { label: "First" }, position: { x: 0, y: 0 } },
    { id: "two", type: "expression", data: { label: "Second" }, position: { x: 9000, y: 0 } },
  ],
  edges: [],
};

function open(zoom: number) {
  const { editor, run } = renderInEditor(<Canvas />, { document: DOCUMENT });
  const stores = { editor, run };
  const { flow } = viewOf(stores);
  if (!flow) throw new Error("there is no canvas");
  act(() => void flow.setViewport({ x: 0, y: 0, zoom }));
  return { stores, flow, user: userEvent.setup() };
}

test("a node that is seen from far is brought near to be renamed", async () => {
  const { stores, flow } = open(0.2);

  act(() => beginEditing(stores, "one"));

  expect(flow.getZoom()).toBeGreaterThan(FAR_ZOOM);
  expect(screen.getByRole("textbox", { name: "Label of First" })).toHaveFocus();
});

test("a node out of view is brought into view to be renamed", () => {
  const { stores, flow } = open(1);
  const before = flow.getViewport().x;

  act(() => beginEditing(stores, "two"));

  expect(flow.getViewport().x).toBeLessThan(before - 8000);
});

test("a label is typed in the direction of its own letters", () => {
  const { stores } = open(1);

  act(() => beginEditing(stores, "one"));

  expect(screen.getByRole("textbox", { name: "Label of First" })).toHaveAttribute("dir", "auto");
});
