import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { anExecution, aStep } from "~/testing/executions";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderWithRun } from "~/testing/run";
import { ExecutionHistory } from "./execution-history";
import { RunControls } from "./run-controls";

const LIST = "GET /api/v1/workflows/:w/executions";

async function opened(routes: FakeRoutes = {}, search = "") {
  const server = fakeServer({
    [LIST]: {
      items: [anExecution(), anExecution({ id: "other", version: 4, status: "failed" })],
      next_cursor: null,
    },
    "GET /api/v1/executions/:id": ({ params }) => anExecution({ id: params.id ?? "" }),
    "GET /api/v1/executions/:id/steps": { items: [aStep()] },
    ...routes,
  });
  const ui = (
    <>
      <RunControls />
      <ExecutionHistory />
    </>
  );
  return { server, user: userEvent.setup(), ...(await renderWithRun(ui, { search })) };
}

test("choosing an execution shows it and names it in the address", async () => {
  const { user, run, search } = await opened();
  await user.click(await screen.findByRole("button", { name: /Version 4/ }));
  await waitFor(() => expect(run.getState().execution?.id).toBe("other"));
  expect(search()).toContain("execution=other");
});

test("a deep link shows its execution, and one can go back to editing", async () => {
  const { user, run, search } = await opened({}, "?execution=other");
  await waitFor(() => expect(run.getState().nodes.size).toBe(1));
  await user.click(screen.getByRole("button", { name: "Back to editing" }));
  await waitFor(() => expect(search()).not.toContain("execution"));
  expect(run.getState().execution).toBeNull();
});

test("an execution that has just begun is listed at once", async () => {
  const { server, run } = await opened();
  await screen.findByRole("button", { name: /Version 4/ });
  const asked = server.to(LIST).length;
  await act(() => run.getState().show("new"));
  await waitFor(() => expect(server.to(LIST).length).toBeGreaterThan(asked));
});

test("filters by status", async () => {
  const { server, user } = await opened();
  await user.selectOptions(await screen.findByRole("combobox", { name: "Status" }), "Failed");
  await waitFor(() => expect(server.to(LIST).at(-1)?.search.get("status")).toBe("failed"));
});

test("loads more", async () => {
  const { user, server } = await opened({
    [LIST]: ({ search }) => ({
      items: [anExecution({ id: search.get("cursor") ?? "first" })],
      next_cursor: search.get("cursor") ? null : "next",
    }),
  });
  await user.click(await screen.findByRole("button", { name: "Load more" }));
  await waitFor(() =>
    expect(server.to(LIST).some((each) => each.search.get("cursor") === "next")).toBe(true),
  );
});

test("says when there are none yet", async () => {
  await opened({ [LIST]: { items: [] } });
  expect(await screen.findByText("No executions yet")).toBeVisible();
});

test("says when one may not see them", async () => {
  await opened({ [LIST]: problem(403, "forbidden") });
  expect(await screen.findByText("You may not see this")).toBeVisible();
});
