import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { WorkflowDocument } from "~/document/types";
import { fakeServer } from "~/testing/fake-server";
import { openedWorkflow, renderOnPage, WORKFLOW } from "~/testing/open-workflow";
import { ConflictDialog } from "./conflict-dialog";
import type { KeptDraft } from "./shelf";

const SAVED_AT = "2026-03-02T09:03:25.625Z";
const mine: WorkflowDocument = {
  nodes: [{ id: "a", type: "number", data: { label: "Mine" }, position: { x: 0, y: 0 } }],
  edges: [],
};
const theirs: WorkflowDocument = {
  nodes: [{ id: "b", type: "number", data: { label: "Theirs" }, position: { x: 0, y: 0 } }],
  edges: [],
};

test("it says who saved and what differs", async () => {
  await disagree();
  expect(screen.getByText("Ben")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "See the differences" }));
  const list = screen.getByRole("list", { name: "Differences" });
  expect([...list.children].map((item) => item.textContent)).toEqual([
    "Mine: only mine",
    "Theirs: only theirs",
  ]);
});

test("taking theirs shows theirs, and undo brings mine back", async () => {
  const { session } = await disagree();
  await userEvent.click(screen.getByRole("button", { name: "Take theirs" }));
  const { getState } = session.stores.editor;
  expect(getState().document.nodes[0]?.id).toBe("b");
  act(() => getState().undo());
  expect(getState().document.nodes[0]?.id).toBe("a");
});

test("keeping mine overwrites theirs by its revision", async () => {
  const { session, server } = await disagree();
  await userEvent.click(screen.getByRole("button", { name: "Keep mine, overwrite theirs" }));
  await vi.waitFor(() => expect(session.stores.editor.getState().save.kind).toBe("saved"));
  expect(server.to("PUT /api/v1/workflows/:id/draft")[0]?.headers.get("if-match")).toBe('"7"');
});

test("mine can be saved as a workflow of its own", async () => {
  const { session, server } = await disagree();
  await userEvent.click(screen.getByRole("button", { name: "Save mine as a copy" }));
  expect(await screen.findByText("Yours is saved as “Copy”.")).toBeVisible();
  expect(server.to("PUT /api/v1/workflows/:id/draft")[0]?.params.id).toBe("copy");
  expect(session.stores.editor.getState().document.nodes[0]?.id).toBe("b");
});

async function disagree() {
  const saved = () => Response.json({ saved_at: SAVED_AT }, { headers: { etag: '"8"' } });
  const server = fakeServer({
    "GET /api/v1/workflows/:id": WORKFLOW,
    "PUT /api/v1/workflows/:id/draft": saved,
    "POST /api/v1/workflows": () => Response.json({ id: "copy", name: "Copy" }, { headers: { etag: '"1"' } }),
  });
  const opened = {
    ...openedWorkflow(theirs),
    draft: JSON.parse(JSON.stringify({ document: theirs, saved_by: { name: "Ben" }, saved_at: SAVED_AT })),
    etag: '"7"',
  };
  const kept: KeptDraft = {
    etag: '"1"',
    base: "another",
    sent: [],
    document: mine,
    history: { past: [], future: [] },
    isSaved: false,
    keptAt: SAVED_AT,
  };
  const page = renderOnPage(<ConflictDialog />, theirs, { opened, kept });
  act(() => onTestFinished(page.session.saver?.start() ?? (() => {})));
  await screen.findByRole("dialog", { name: "Two drafts of this workflow" });
  return { ...page, server };
}
