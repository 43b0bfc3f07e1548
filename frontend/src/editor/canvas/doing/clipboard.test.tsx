import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { renderInEditor } from "~/testing/editor";
import { Canvas } from "../canvas";
import { copySelection, cutSelection, pasteFromClipboard } from "./clipboard";

const DOCUMENT = {
  nodes: [
    { id: "one", type: "number", position: { x: 0, y: 0 } },
    { id: "two", type: "number", position: { x: 320, y: 0 } },
  ],
  edges: [],
};

test("what is cut is pasted again", async () => {
  const { stores, ids } = open();

  await act(() => cutSelection(stores));
  expect(ids()).toEqual(["two"]);
  await act(() => pasteFromClipboard(stores));

  expect(ids()).toHaveLength(2);
});

test("what the browser does not take is not cut, and that is said", async () => {
  const { stores, ids } = open();
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new DOMException("denied", "NotAllowedError"));

  await act(() => cutSelection(stores));

  expect(await screen.findByText("Nothing was cut")).toBeVisible();
  expect(ids()).toEqual(["one", "two"]);
});

test("a page without a clipboard says what to do", async () => {
  const { stores } = open();
  const there = Object.getOwnPropertyDescriptor(Navigator.prototype, "clipboard");
  Object.defineProperty(navigator, "clipboard", { value: undefined, configurable: true });
  onTestFinished(() => {
    if (there) Object.defineProperty(navigator, "clipboard", there);
    else Reflect.deleteProperty(navigator, "clipboard");
  });

  act(() => copySelection(stores));

  expect(await screen.findByText("Nothing was copied")).toBeVisible();
  expect(screen.getByText(/only pages that come over HTTPS/)).toBeVisible();
});

test("a clipboard without nodes pastes nothing, and that is said", async () => {
  const { stores, ids } = open();
  await navigator.clipboard.writeText("Dear Ann");

  await act(() => pasteFromClipboard(stores));

  await waitFor(() => expect(screen.getByText("No nodes are in the clipboard.")).toBeVisible());
  expect(ids()).toEqual(["one", "two"]);
});

function open() {
  userEvent.setup();
  const { editor, run } = renderInEditor(<Canvas />, { document: DOCUMENT });
  act(() => editor.getState().select({ nodes: ["one"] }));
  return { stores: { editor, run }, ids: () => editor.getState().document.nodes.map(({ id }) => id) };
}
