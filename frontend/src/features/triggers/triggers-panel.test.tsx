import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Json, WorkflowDocument } from "~/document/types";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { type PanelOptions, renderPanel } from "~/testing/panel";
import { aWorkflowDetail } from "~/testing/workflows";
import { TriggersPanel } from "./triggers-panel";

const ONE = "/api/v1/workflows/:id";
const SECRET = `POST ${ONE}/webhooks/:hook/secret`;
const hook = {
  id: "hook-1",
  node_id: "hook",
  is_published: true,
  method: "POST",
  path: "/api/v1/hooks/abc",
  test_path: "/api/v1/hooks/def",
  has_secret: false,
  secret_at: null,
};
const clock = {
  id: "clock-1",
  node_id: "clock",
  cron: "30 2 * * *",
  every_ms: null,
  time_zone: "Europe/Berlin",
  catch_up: "once",
  jitter_ms: 0,
  paused_at: null,
  next_slots: ["2026-03-03T01:30:00Z", "2026-03-04T01:30:00Z"],
  last_slot: null,
  last_execution_id: null,
  last_error: "No execution is left this month.",
};
const document: WorkflowDocument = {
  nodes: [
    { id: "hook", type: "webhook_trigger", data: { label: "Orders in", auth: "header" } },
    { id: "clock", type: "schedule_trigger", data: { cron: "30 2 * * *" } },
  ],
  edges: [],
};

function open(
  found: { schedules?: Json; webhooks?: Json },
  options: PanelOptions = {},
  routes: FakeRoutes = {},
) {
  const server = fakeServer({
    [`GET ${ONE}`]: JSON.parse(JSON.stringify(aWorkflowDetail(options.workflow))),
    [`GET ${ONE}/triggers`]: { schedules: [], webhooks: [], ...found },
    ...routes,
  });
  return { server, ...renderPanel(<TriggersPanel />, options) };
}

it("shows addresses, how to call them, and that a secret is missing", async () => {
  const { container } = open({ webhooks: [hook], schedules: [clock] }, { document });
  const card = await screen.findByRole("article", { name: "Webhook hook" });

  expect(within(card).getByText(`${location.origin}/api/v1/hooks/abc`)).toBeVisible();
  expect(within(card).getByText("Without a secret every request is refused.")).toBeVisible();
  await userEvent.click(within(card).getByRole("button", { name: "Show how to call it" }));
  expect(within(card).getByText(/-H "Authorization: Bearer \$SECRET"/)).toBeVisible();
  expect(await axeFindings(container)).toEqual([]);
});

it("draws a secret and shows it once", async () => {
  const { server } = open(
    { webhooks: [hook] },
    { document },
    { [SECRET]: { webhook: hook, secret: "drawn-secret" } },
  );

  await userEvent.click(await screen.findByRole("button", { name: "Make a secret" }));
  await userEvent.click(await screen.findByRole("button", { name: "Draw a secret" }));
  expect(await screen.findByText("drawn-secret")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Done" }));

  await waitFor(() => expect(screen.queryByText("drawn-secret")).not.toBeInTheDocument());
  expect(server.to(SECRET)[0]?.body).toEqual({});
});

it("asks before an address is closed", async () => {
  const route = `POST ${ONE}/webhooks/:hook/address`;
  const { server } = open({ webhooks: [hook] }, { document }, { [route]: hook });

  await userEvent.click(await screen.findByRole("button", { name: "Make a new one: Address" }));
  expect(server.to(route)).toHaveLength(0);
  await userEvent.click(await screen.findByRole("button", { name: "Make a new address" }));

  await waitFor(() => expect(server.to(route)[0]?.body).toEqual({ which: "production" }));
});

it("tells of a schedule when it comes next and what went wrong, and pauses it", async () => {
  const route = `POST ${ONE}/schedules/:schedule/pause`;
  const { server } = open(
    { schedules: [clock] },
    { document },
    { [route]: problem(403, "forbidden", "No.") },
  );
  const card = await screen.findByRole("article", { name: "Schedule clock" });

  expect(within(card).getByText("No execution is left this month.")).toBeVisible();
  expect(
    within(within(card).getByRole("list", { name: "Next times" })).getAllByRole("listitem"),
  ).toHaveLength(2);
  expect(within(card).getByText(/2:30/, { selector: "li:first-child *" })).toBeVisible();
  await userEvent.click(within(card).getByRole("button", { name: "Pause" }));

  expect(await within(card).findByText("No.")).toBeVisible();
  expect(server.to(route)).toHaveLength(1);
});

it("shows who may not change the workflow no ways to", async () => {
  const seen = { ...hook, path: null, test_path: null };
  open({ webhooks: [seen], schedules: [clock] }, { document, workflow: { permissions: ["workflows.read"] } });

  expect(await screen.findByText("Addresses are shown to those who may change the workflow.")).toBeVisible();
  expect(screen.queryByRole("button", { name: "Pause" })).not.toBeInTheDocument();
});

it("says which schedules wait for publishing", async () => {
  open({}, { document, workflow: { version: null } });

  expect(await screen.findByText("Not published yet")).toBeVisible();
});

it("adds a trigger node where there is none", async () => {
  const { session, address } = open({}, { search: "panel=triggers" });

  await userEvent.click(await screen.findByRole("button", { name: "Add a trigger node" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Schedule" }));

  expect(session.stores.editor.getState().document.nodes.map(({ type }) => type)).toEqual([
    "schedule_trigger",
  ]);
  await waitFor(() => expect(address()).not.toContain("panel"));
});
