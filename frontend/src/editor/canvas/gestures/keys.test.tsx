import { act, createEvent, fireEvent, screen } from "@testing-library/react";
import type { WorkflowDocument } from "~/document/types";
import { renderInEditor } from "~/testing/editor";
import { Canvas } from "../canvas";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "one", type: "number", position: { x: 0, y: 0 } },
    { id: "two", type: "expression", position: { x: 320, y: 0 } },
  ],
  edges: [{ id: "e1", source: "one", target: "two" }],
};

function press(key: string) {
  const canvas = screen.getByRole("application", { name: "Canvas" });
  canvas.focus();
  const event = createEvent.keyDown(canvas, { key, altKey: true });
  fireEvent(canvas, event);
  return event;
}

test("Alt and an arrow never go back in the history, also where there is no edge to follow", async () => {
  const { editor } = renderInEditor(<Canvas />, { document: DOCUMENT });
  act(() => editor.getState().select({ nodes: ["two"] }));

  expect(press("ArrowRight").defaultPrevented).toBe(true);
  expect(await screen.findByText("No edge this way.")).toBeInTheDocument();
  expect(press("ArrowLeft").defaultPrevented).toBe(true);
  expect([...editor.getState().selection.nodes]).toEqual(["one"]);
});

test("on an empty canvas Alt and an arrow go nowhere", () => {
  renderInEditor(<Canvas />);
  expect(press("ArrowLeft").defaultPrevented).toBe(true);
});
