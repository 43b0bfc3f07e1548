import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { addNodes } from "~/document/commands/nodes";
import { isAllFinished } from "~/lib/before-leaving";
import { type FakeRoute, fakeServer, problem } from "~/testing/fake-server";
import { renderPanel } from "~/testing/panel";
import { draftsOf } from "../inspector/form/drafts";
import { useSession } from "./session-context";
import { useLeaveGuard } from "./use-leave-guard";
import { useOpenSession } from "./use-open-session";

const DRAFT = "PUT /api/v1/workflows/:id/draft";
const SAVED = () => Response.json({ saved_at: "2026-03-02T10:00:00.000Z" }, { headers: { etag: '"2"' } });

test("who leaves is asked when the latest changes could not be saved", async () => {
  const { router, change, leave } = await open(problem(403, "forbidden", "No."));
  change();

  leave();
  await userEvent.click(await screen.findByRole("button", { name: "Stay" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(router.state.location.pathname).toBe("/workflows/workflow-1");

  leave();
  await userEvent.click(await screen.findByRole("button", { name: "Leave" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/credentials"));
});

test("what can be saved is saved on the way out", async () => {
  const { router, server, change, leave } = await open(SAVED);
  change();

  leave();

  await waitFor(() => expect(router.state.location.pathname).toBe("/credentials"));
  expect(server.to(DRAFT)).toHaveLength(1);
});

test("without a change there is nothing to ask or to save", async () => {
  const { router, server, leave } = await open(SAVED);

  leave();

  await waitFor(() => expect(router.state.location.pathname).toBe("/credentials"));
  expect(server.to(DRAFT)).toHaveLength(0);
});

test("another version is opened when the latest changes are saved", async () => {
  const { router, server, change, leave } = await open(SAVED);
  change();

  leave("/workflows/workflow-1?version=1");

  await waitFor(() => expect(router.state.location.searchStr).toBe("?version=1"));
  expect(server.to(DRAFT)).toHaveLength(1);
});

test("who looks at another version is asked when the latest changes could not be saved", async () => {
  const { router, change, leave } = await open(problem(403, "forbidden", "No."));
  change();

  leave("/workflows/workflow-1?version=1");
  await userEvent.click(await screen.findByRole("button", { name: "Stay" }));

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(router.state.location.searchStr).toBe("");
});

test("a panel opens without anything being saved", async () => {
  const { router, server, change, leave } = await open(SAVED);
  change();

  leave("/workflows/workflow-1?panel=notes");

  await waitFor(() => expect(router.state.location.searchStr).toBe("?panel=notes"));
  expect(server.to(DRAFT)).toHaveLength(0);
});

test("who leaves is asked when a field holds a text that is not valid", async () => {
  const { router, session, leave } = await open(SAVED);
  const draft = { form: "workflow", path: ["time_limit"], typed: "{", basis: undefined, isRead: false };
  draftsOf(session.stores).set("workflow time_limit", draft);

  leave();
  expect(await screen.findByText(/holds a text that is not valid/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Leave" }));

  await waitFor(() => expect(router.state.location.pathname).toBe("/credentials"));
});

test("a text in a field of a node that is gone holds nobody back", async () => {
  const { router, session, leave } = await open(SAVED);
  const draft = { form: "node gone", path: ["value"], typed: "{", basis: undefined, isRead: false };
  draftsOf(session.stores).set("node gone value", draft);

  leave();

  await waitFor(() => expect(router.state.location.pathname).toBe("/credentials"));
});

test("who signs out has the latest changes saved first", async () => {
  const { server, change } = await open(SAVED);
  change();

  expect(await isAllFinished()).toBe(true);

  expect(server.to(DRAFT)).toHaveLength(1);
});

async function open(draft: FakeRoute) {
  const server = fakeServer({ [DRAFT]: draft });
  const page = renderPanel(<Guarded />);
  await screen.findByText("Being edited");
  return {
    server,
    ...page,
    change: () =>
      act(() => page.session.stores.editor.getState().dispatch(addNodes([{ id: "new", type: "number" }]))),
    leave: (href = "/credentials") => act(() => void page.router.navigate({ href })),
  };
}

function Guarded() {
  const session = useSession();
  useOpenSession(session);
  useLeaveGuard(session);
  return <p>Being edited</p>;
}
