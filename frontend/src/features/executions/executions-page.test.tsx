import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { axeFindings } from "~/testing/axe";
import { anEvent, anExecution } from "~/testing/executions";
import { eventStream, type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { aWorkflow, page } from "~/testing/workflows";
import { ExecutionsPage } from "./executions-page";

const LIST = "GET /api/v1/executions";
const COUNTS = "GET /api/v1/executions/counts";
const EVENTS = "GET /api/v1/executions/events";
const RUNNING = { status: "running", finished_at: null, duration_ms: null } as const;

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [LIST]: page([anExecution()]),
    [COUNTS]: { items: [{ status: "failed", count: 3 }] },
    [EVENTS]: undefined,
    "GET /api/v1/workflows": page([aWorkflow()]),
    ...routes,
  });
}

it("lists executions of all workflows with what started them", async () => {
  server();
  const { container } = renderScreen(<ExecutionsPage />, { at: "/executions" });
  const row = await screen.findByRole("row", { name: /Orders/ });

  expect(within(row).getByRole("link", { name: "Orders" })).toHaveAttribute(
    "href",
    "/executions/execution-1",
  );
  expect(within(row).getByText("By hand")).toBeVisible();
  expect(within(row).getByText("Draft")).toBeVisible();
  expect(await axeFindings(container)).toEqual([]);
});

it("asks for what the address says", async () => {
  const asked = server();
  renderScreen(<ExecutionsPage />, {
    at: "/executions?status=failed&trigger=api&workflow=workflow-1&dead=yes",
  });
  await screen.findByRole("search", { name: "Filter executions" });

  await waitFor(() => expect(asked.to(LIST).length).toBeGreaterThan(0));
  const search = asked.to(LIST)[0]?.search;
  expect(search?.get("status")).toBe("failed");
  expect(search?.get("trigger")).toBe("api");
  expect(search?.get("workflow_id")).toBe("workflow-1");
  expect(search?.get("dead")).toBe("true");
});

it("counts by status, and shows only those of one", async () => {
  server();
  const { address } = renderScreen(<ExecutionsPage />, { at: "/executions" });
  const failed = await screen.findByRole("button", { name: /Failed\s*3/ });

  await userEvent.click(failed);

  await waitFor(() => expect(address()).toBe("/executions?status=failed"));
  expect(screen.getByRole("button", { name: /Failed/ })).toHaveAttribute("aria-pressed", "true");
});

it("follows what is live, and shows how it ends", async () => {
  const ended = { execution_id: "execution-1", ...anExecution(), seq: 4 };
  const asked = server({
    [LIST]: page([anExecution(RUNNING)]),
    [EVENTS]: () => eventStream([anEvent("execution", ended)], { isOpen: true }),
  });
  renderScreen(<ExecutionsPage />, { at: "/executions" });

  const row = await screen.findByRole("row", { name: /Orders/ });
  expect(await within(row).findByText("Succeeded")).toBeVisible();
  expect(asked.to(EVENTS)[0]?.search.getAll("id")).toEqual(["execution-1"]);
});

it("stops what is live after asking, and tells a refusal", async () => {
  const stop = "POST /api/v1/workflows/:id/executions/:execution/cancel";
  const asked = server({
    [LIST]: page([anExecution(RUNNING)]),
    [stop]: problem(403, "forbidden", "Not you."),
  });
  renderScreen(<ExecutionsPage />, { at: "/executions" });

  await userEvent.click(await screen.findByRole("button", { name: /More about this execution/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Stop" }));
  await userEvent.click(await screen.findByRole("button", { name: "Stop" }));

  expect(await screen.findByText("Not you.")).toBeVisible();
  expect(asked.to(stop)).toHaveLength(1);
});

it("retries those that were given up together, and says what became of each", async () => {
  const retry = "POST /api/v1/executions/dead/retry";
  const asked = server({
    [LIST]: page([
      anExecution({ status: "failed", dead_at: "2026-03-02T09:00:12Z" }),
      anExecution({ id: "execution-2", workflow_name: "Bills", status: "failed" }),
    ]),
    [retry]: {
      items: [
        { id: "execution-1", execution_id: "new" },
        { id: "execution-2", execution_id: null, code: "not_dead", message: "It was not given up." },
      ],
    },
  });
  renderScreen(<ExecutionsPage />, { at: "/executions?dead=yes" });
  expect(await screen.findByRole("button", { name: "Retry the chosen ones" })).toBeDisabled();

  await userEvent.click(await screen.findByRole("checkbox", { name: "Choose all that are shown" }));
  await userEvent.click(screen.getByRole("button", { name: "Retry the chosen ones" }));

  expect(await screen.findByText("1 execution retried")).toBeVisible();
  expect(screen.getByText("It was not given up.")).toBeVisible();
  expect(asked.to(retry)[0]?.body).toMatchObject({ ids: ["execution-1", "execution-2"] });
});

it("loads more, and says when nothing fits, nothing ran, or one may not see it", async () => {
  const asked = server({
    [LIST]: ({ search }) =>
      search.has("cursor")
        ? page([anExecution({ id: "b", workflow_name: "Bills" })])
        : page([anExecution()], "next"),
  });
  const { unmount } = renderScreen(<ExecutionsPage />, { at: "/executions" });
  await userEvent.click(await screen.findByRole("button", { name: /Load more/ }));
  expect(await screen.findByRole("row", { name: /Bills/ })).toBeVisible();
  unmount();

  asked.answer({ [LIST]: page([]) });
  const filtered = renderScreen(<ExecutionsPage />, { at: "/executions?status=failed" });
  await userEvent.click(await screen.findByRole("button", { name: "Show all" }));
  expect(await screen.findByRole("heading", { name: "Nothing has run yet" })).toBeVisible();
  filtered.unmount();

  asked.answer({ [LIST]: problem(403, "forbidden") });
  renderScreen(<ExecutionsPage />, { at: "/executions" });
  expect(await screen.findByRole("heading", { name: "You may not see this" })).toBeVisible();
});
