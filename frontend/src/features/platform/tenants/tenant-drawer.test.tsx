import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Tenant } from "~/api/shapes";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { aTenant } from "~/testing/people";
import { renderScreen } from "~/testing/screen";
import { page } from "~/testing/workflows";
import { TenantDrawer } from "./tenant-drawer";

const ONE = "GET /api/v1/tenants/:id";
const REMOVE = "DELETE /api/v1/tenants/:id";
const QUOTAS = "PUT /api/v1/tenants/:id/quotas";
const entry = { used: 3, share: null, state: "ok", resets_at: null };
const usage = {
  plan: "small",
  history: [],
  items: [
    { ...entry, metric: "workflows", limit: 100 },
    { ...entry, metric: "users", limit: 20, state: "warning" },
  ],
};

const tenant = (changed: Partial<Tenant> = {}) => JSON.parse(JSON.stringify(aTenant(changed)));

function show(routes: FakeRoutes = {}) {
  const server = fakeServer({
    [ONE]: tenant(),
    "GET /api/v1/tenants/:id/usage": usage,
    "GET /api/v1/plans": page([
      { name: "small", description: "For a few.", limits: { workflows: 100, users: 10 } },
      { name: "standard", description: "For most.", limits: {} },
    ]),
    ...routes,
  });
  const onClose = vi.fn();
  const { baseElement } = renderScreen(<TenantDrawer id="tenant-2" onClose={onClose} />, { at: "/platform" });
  return { server, onClose, baseElement };
}

it("shows a tenant with its plan, usage and limits", async () => {
  const { baseElement } = show();

  expect(await screen.findByRole("combobox", { name: "Plan of the tenant" })).toHaveValue("small");
  expect(await screen.findByRole("row", { name: /Members.*Little is left/ })).toBeVisible();
  expect(screen.getByRole("combobox", { name: "Limit: Workflows" })).toHaveValue("As the plan: 100");
  expect(screen.getByRole("textbox", { name: "Own limit: Members" })).toHaveValue("20");
  expect(await axeFindings(baseElement)).toEqual([]);
});

it("suspends only after asking, and opens again", async () => {
  const { server } = show({
    "POST /api/v1/tenants/:id/suspend": tenant({ status: "suspended" }),
    "POST /api/v1/tenants/:id/resume": tenant(),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Suspend" }));
  server.answer({ [ONE]: tenant({ status: "suspended" }) });
  expect(server.to("POST /api/v1/tenants/:id/suspend")).toHaveLength(0);
  const question = await screen.findByRole("dialog", { name: "Suspend Globex?" });
  await userEvent.click(within(question).getByRole("button", { name: "Suspend" }));

  expect(await screen.findByText("Globex is suspended.")).toBeVisible();
  server.answer({ [ONE]: tenant() });
  await userEvent.click(await screen.findByRole("button", { name: "Resume" }));
  expect(await screen.findByText("Globex is open again.")).toBeVisible();
});

it("deletes by the short name, and takes that back", async () => {
  const { server } = show({
    [REMOVE]: tenant({ status: "deleting" }),
    "POST /api/v1/tenants/:id/resume": tenant(),
  });
  await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
  expect(await screen.findByRole("button", { name: "Delete the tenant" })).toBeDisabled();
  await userEvent.type(screen.getByRole("textbox", { name: /to confirm/ }), "globex");
  server.answer({ [ONE]: tenant({ status: "deleting" }) });
  await userEvent.click(screen.getByRole("button", { name: "Delete the tenant" }));

  await userEvent.click(await screen.findByRole("button", { name: "Take the deletion back" }));

  expect(server.to(REMOVE)[0]?.body).toEqual({ confirm: "globex" });
  await waitFor(() => expect(server.to("POST /api/v1/tenants/:id/resume")).toHaveLength(1));
});

it("gives another plan", async () => {
  const { server } = show({ "PUT /api/v1/tenants/:id/plan": tenant({ plan: "standard" }) });

  await userEvent.click(await screen.findByRole("combobox", { name: "Plan of the tenant" }));
  await userEvent.click(await screen.findByRole("option", { name: "standard" }));

  expect(await screen.findByText("The plan is changed.")).toBeVisible();
  expect(server.to("PUT /api/v1/tenants/:id/plan")[0]?.body).toEqual({ plan: "standard" });
});

it("gives limits of its own, and keeps those that are", async () => {
  const { server } = show({ [QUOTAS]: usage });
  await userEvent.click(await screen.findByRole("combobox", { name: "Limit: Workflows" }));
  await userEvent.click(await screen.findByRole("option", { name: "No limit" }));

  await userEvent.click(screen.getByRole("button", { name: "Save the limits" }));

  expect(await screen.findByText("The limits are saved.")).toBeVisible();
  expect(server.to(QUOTAS)[0]?.body).toEqual({ quotas: { workflows: null, users: 20 } });
});

it("does not save a limit without an amount, and tells what was refused", async () => {
  show({ [QUOTAS]: problem(422, "invalid", "too much") });
  const amount = await screen.findByRole("textbox", { name: "Own limit: Members" });
  await userEvent.clear(amount);
  expect(screen.getByRole("button", { name: "Save the limits" })).toBeDisabled();

  await userEvent.type(amount, "30");
  await userEvent.click(screen.getByRole("button", { name: "Save the limits" }));

  expect(await screen.findByText("too much")).toBeVisible();
});

it("closes one thing at a time on Escape", async () => {
  const { onClose } = show();
  await userEvent.click(await screen.findByRole("button", { name: "Suspend" }));
  await screen.findByRole("dialog", { name: "Suspend Globex?" });
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByText("Suspend Globex?")).not.toBeInTheDocument());
  expect(onClose).not.toHaveBeenCalled();

  await userEvent.keyboard("{Escape}");

  expect(onClose).toHaveBeenCalledOnce();
});
