import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { removeNodes } from "~/document/commands/nodes";
import type { WorkflowDocument } from "~/document/types";
import { fakeServer } from "~/testing/fake-server";
import { renderOnPage } from "~/testing/open-workflow";
import { hasUnread } from "../inspector/form/drafts";
import { Inspector } from "../inspector/inspector";
import { SidePanel } from "./side-panel";

const DOCUMENT: WorkflowDocument = {
  nodes: [
    { id: "a", type: "number", data: { value: 1 } },
    { id: "b", type: "number", data: { value: 2 } },
  ],
  edges: [],
};

test("what is typed and not valid yet stays while the executions are looked at", async () => {
  const { session } = open();
  await userEvent.type(screen.getByRole("textbox", { name: /^Number/ }), "x");
  expect(hasUnread(session.stores)).toBe(true);

  await userEvent.click(screen.getByRole("tab", { name: "Executions" }));
  expect(screen.getByText("All executions")).toBeVisible();
  await userEvent.click(screen.getByRole("tab", { name: "Inspector" }));

  expect(screen.getByRole("textbox", { name: /^Number/ })).toHaveValue("1x");
});

test("a text that is valid again, or whose node is deleted, is not missing from the document", async () => {
  const { session } = open();
  const field = screen.getByRole("textbox", { name: /^Number/ });
  await userEvent.type(field, "x");
  await userEvent.type(field, "{Backspace}2");
  expect(hasUnread(session.stores)).toBe(false);
  await userEvent.type(field, "x");
  expect(hasUnread(session.stores)).toBe(true);

  act(() => session.stores.editor.getState().dispatch(removeNodes(["a"])));

  expect(hasUnread(session.stores)).toBe(false);
});

test("who goes to a field while the executions are shown finds the cursor in the field", async () => {
  const { session } = open();
  await userEvent.click(screen.getByRole("tab", { name: "Executions" }));

  act(() => session.stores.editor.getState().goTo("b", "value"));

  await waitFor(() => expect(screen.getByRole("textbox", { name: /^Number/ })).toHaveFocus());
  expect(screen.getByRole("textbox", { name: /^Number/ })).toHaveValue("2");
});

test("who goes to a setting of the workflow finds the cursor there", async () => {
  const { session } = open();
  await userEvent.click(screen.getByRole("tab", { name: "Executions" }));

  act(() => session.stores.editor.getState().goToSettings("settings.time_limit"));

  expect(await screen.findByRole("heading", { name: "Settings of the workflow" })).toBeVisible();
  await waitFor(() => expect(document.activeElement?.closest("[data-field=time_limit]")).not.toBeNull());
});

function open() {
  fakeServer();
  const page = renderOnPage(
    <SidePanel inspector={<Inspector />} executions={<p>All executions</p>} />,
    DOCUMENT,
  );
  act(() => page.session.stores.editor.getState().select({ nodes: ["a"] }));
  return page;
}
