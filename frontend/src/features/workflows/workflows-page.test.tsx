import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { isGreeted } from "~/lib/greeting";
import { axeFindings } from "~/testing/axe";
import { anExecution } from "~/testing/executions";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { aWorkflow, me, page } from "~/testing/workflows";
import { WorkflowsPage } from "./workflows-page";

const LIST = "GET /api/v1/workflows";

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [LIST]: page([aWorkflow()]),
    "GET /api/v1/me": me(),
    "GET /api/v1/executions": page([anExecution({ status: "failed" })]),
    ...routes,
  });
}

beforeEach(() => localStorage.setItem("thaiyyal.welcome-seen", "true"));

it("lists workflows with how they ran last, without a request for each", async () => {
  const asked = server({ [LIST]: page([aWorkflow(), aWorkflow({ id: "workflow-2", name: "Bills" })]) });
  renderScreen(<WorkflowsPage />, { at: "/workflows" });

  const row = await screen.findByRole("row", { name: /Orders/ });

  expect(await within(row).findByRole("link", { name: /^Last run: Failed/ })).toBeVisible();
  expect(within(row).getByText("v2")).toBeVisible();
  expect(within(screen.getByRole("row", { name: /Bills/ })).getByText("Never")).toBeVisible();
  expect(asked.requests.filter(({ path }) => path.includes("executions"))).toHaveLength(1);
});

it("has nothing that axe minds", async () => {
  server();
  const { container } = renderScreen(<WorkflowsPage />, { at: "/workflows" });
  await screen.findByRole("row", { name: /Orders/ });

  expect(await axeFindings(container)).toEqual([]);
});

it("writes names in the direction of their own letters", async () => {
  server({ [LIST]: page([aWorkflow({ name: "הזמנות" })]) });
  renderScreen(<WorkflowsPage />, { at: "/workflows" });

  expect(await screen.findByRole("link", { name: "הזמנות" })).toHaveAttribute("dir", "auto");
});

it("asks for what the address says", async () => {
  const asked = server();
  renderScreen(<WorkflowsPage />, {
    at: "/workflows?q=age&tag=shop,a%252Cb&owner=me&visibility=private&sort=name",
  });
  await screen.findByRole("row", { name: /Orders/ });

  const search = asked.to(LIST).at(-1)?.search;

  expect(search?.get("q")).toBe("age");
  expect(search?.getAll("tag")).toEqual(["shop", "a,b"]);
  expect(search?.get("owner")).toBe("user-1");
  expect(search?.get("visibility")).toBe("private");
  expect(search?.get("sort")).toBe("name");
});

it("keeps a search in the address", async () => {
  server();
  const { address } = renderScreen(<WorkflowsPage />, { at: "/workflows" });

  await userEvent.type(await screen.findByRole("searchbox", { name: "Search workflows" }), "bills");

  await waitFor(() => expect(address()).toBe("/workflows?q=bills"));
});

it("says that nothing fits, and clears the filters", async () => {
  server({ [LIST]: page([]) });
  const { address } = renderScreen(<WorkflowsPage />, { at: "/workflows?q=nothing&owner=shared" });

  expect(await screen.findByRole("heading", { name: "No workflow fits" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Clear the filters" }));

  await waitFor(() => expect(address()).toBe("/workflows"));
});

it("tells who may not see workflows, and who gets no answer", async () => {
  const asked = server({ [LIST]: problem(403, "forbidden") });
  const { unmount } = renderScreen(<WorkflowsPage />, { at: "/workflows" });
  expect(await screen.findByRole("heading", { name: "You may not see this" })).toBeVisible();
  unmount();

  asked.answer({ [LIST]: problem(500, "internal", "It broke.") });
  renderScreen(<WorkflowsPage />, { at: "/workflows" });
  expect(await screen.findByText("It broke.")).toBeVisible();

  asked.answer({ [LIST]: page([aWorkflow()]) });
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("row", { name: /Orders/ })).toBeVisible();
});

it("offers nothing to make to who may not", async () => {
  server({ "GET /api/v1/me": me(["workflows.read"]), [LIST]: page([]) });
  renderScreen(<WorkflowsPage />, { at: "/workflows?dialog=new" });

  expect(await screen.findByRole("heading", { name: "No workflows yet" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "New workflow" })).not.toBeInTheDocument();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

it("loads more when there is more", async () => {
  server({
    [LIST]: ({ search }) =>
      search.has("cursor") ? page([aWorkflow({ id: "b", name: "Bills" })]) : page([aWorkflow()], "next"),
  });
  renderScreen(<WorkflowsPage />, { at: "/workflows" });

  await userEvent.click(await screen.findByRole("button", { name: /Load more/ }));

  expect(await screen.findByRole("row", { name: /Bills/ })).toBeVisible();
  expect(screen.queryByRole("button", { name: /Load more/ })).not.toBeInTheDocument();
});

it("welcomes who comes for the first time with the examples, once", async () => {
  localStorage.clear();
  server({
    [LIST]: ({ search }) =>
      page([aWorkflow(search.get("tag") === "example" ? { id: "example-1", name: "Order routing" } : {})]),
  });
  renderScreen(<WorkflowsPage />, { at: "/workflows" });

  const welcome = await screen.findByRole("region", { name: "Welcome" });
  expect(within(welcome).getByRole("link", { name: "Order routing" })).toHaveAttribute(
    "href",
    "/workflows/example-1",
  );
  expect(isGreeted()).toBe(true);
  await userEvent.click(within(welcome).getByRole("button", { name: "Close the welcome" }));

  expect(welcome).not.toBeInTheDocument();
  expect(localStorage.getItem("thaiyyal.welcome-seen")).toBe("true");
});

it("makes an empty workflow and opens it", async () => {
  const asked = server({ "POST /api/v1/workflows": { id: "new-1" } });
  const { address } = renderScreen(<WorkflowsPage />, { at: "/workflows?dialog=new" });
  const dialog = await screen.findByRole("dialog", { name: "New workflow" });

  await userEvent.click(within(dialog).getByRole("button", { name: "Create and open" }));
  expect(await within(dialog).findByText("A workflow needs a name.")).toBeVisible();
  await userEvent.type(within(dialog).getByRole("textbox", { name: "Name" }), "Bills{Enter}");

  await waitFor(() => expect(address()).toBe("/workflows/new-1"));
  expect(asked.to("POST /api/v1/workflows")[0]?.body).toMatchObject({ name: "Bills" });
});
