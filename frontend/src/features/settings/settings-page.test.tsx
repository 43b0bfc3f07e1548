import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { session } from "~/api/session";
import { aMe, aTenant, revised, theRules } from "~/testing/account";
import { aSignIn } from "~/testing/app";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { page } from "~/testing/workflows";
import { SettingsPage } from "./settings-page";

const TENANT = "GET /api/v1/tenant";
const CHANGE = "PUT /api/v1/tenant";
const DELETE = "DELETE /api/v1/tenant";
const EXPORT = "GET /api/v1/tenant/export";
const OWNER = ["tenant.read", "tenant.update", "tenant.delete", "tenant.export"];

function server(routes: FakeRoutes = {}, permissions: readonly string[] = OWNER) {
  return fakeServer({
    "GET /api/v1/me": () => Response.json(aMe({ permissions: [...permissions] })),
    [TENANT]: () => revised(aTenant(), '"1"'),
    "GET /api/v1/tenant/outbound-rules": () => revised(theRules(), '"0"'),
    ...routes,
  });
}

const settings = () => screen.findByRole("form", { name: "Settings of the tenant" });

it("saves name and retention with the revision that was read", async () => {
  const asked = server({ [CHANGE]: () => revised(aTenant({ name: "Acme Ltd" }), '"2"') });
  renderScreen(<SettingsPage />, { at: "/settings" });
  const form = await settings();
  expect(within(form).getByRole("button", { name: "Save" })).toBeDisabled();

  await userEvent.type(within(form).getByRole("textbox", { name: "Name" }), " Ltd");
  await userEvent.clear(within(form).getByRole("textbox", { name: "Keep executions" }));
  await userEvent.type(within(form).getByRole("textbox", { name: "Keep the audit log" }), "400");
  await userEvent.click(within(form).getByRole("button", { name: "Save" }));

  expect(await screen.findByText("The settings are saved.")).toBeVisible();
  expect(asked.to(CHANGE)[0]?.headers.get("if-match")).toBe('"1"');
  expect(asked.to(CHANGE)[0]?.body).toMatchObject({
    name: "Acme Ltd",
    settings: { executions_retention_days: null, audit_retention_days: 400 },
  });
});

it("says which values are possible before anything is sent", async () => {
  const asked = server();
  renderScreen(<SettingsPage />, { at: "/settings" });
  const form = await settings();

  await userEvent.type(within(form).getByRole("textbox", { name: "Keep the audit log" }), "5");
  await userEvent.click(within(form).getByRole("button", { name: "Save" }));

  expect(await within(form).findByText("Between 30 and 3,650.")).toBeVisible();
  expect(asked.to(CHANGE)).toHaveLength(0);
});

it("tells that somebody was faster, keeps what was typed, and saves over it on demand", async () => {
  const asked = server({ [CHANGE]: problem(412, "stale_revision") });
  renderScreen(<SettingsPage />, { at: "/settings" });
  const name = within(await settings()).getByRole("textbox", { name: "Name" });
  await userEvent.type(name, " mine");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Somebody else changed this in the meantime")).toBeVisible();
  expect(name).toHaveValue("Acme mine");

  asked.answer({
    [TENANT]: () => revised(aTenant({ name: "Theirs" }), '"7"'),
    [CHANGE]: () => revised(aTenant({ name: "Acme mine" }), '"8"'),
  });
  await userEvent.click(screen.getByRole("button", { name: "Save mine over it" }));

  expect(await screen.findByText("The settings are saved.")).toBeVisible();
  expect(asked.to(CHANGE).at(-1)?.headers.get("if-match")).toBe('"7"');
  expect(asked.to(CHANGE).at(-1)?.body).toMatchObject({ name: "Acme mine" });
});

it("shows what somebody faster has saved, on demand", async () => {
  const asked = server({ [CHANGE]: problem(412, "stale_revision") });
  renderScreen(<SettingsPage />, { at: "/settings" });
  const name = within(await settings()).getByRole("textbox", { name: "Name" });
  await userEvent.type(name, " mine");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  asked.answer({ [TENANT]: () => revised(aTenant({ name: "Theirs" }), '"7"') });

  await userEvent.click(await screen.findByRole("button", { name: "Show what is there now" }));

  await waitFor(() => expect(name).toHaveValue("Theirs"));
  expect(screen.queryByText("Somebody else changed this in the meantime")).not.toBeInTheDocument();
});

it("shows settings to who may not change them, and nothing else", async () => {
  server({}, ["tenant.read"]);
  renderScreen(<SettingsPage />, { at: "/settings" });
  const form = await settings();

  expect(within(form).getByRole("textbox", { name: "Name" })).toHaveAttribute("readonly");
  expect(screen.queryByRole("button", { name: /Save|Export|Delete/ })).not.toBeInTheDocument();
});

it("tells who may not see settings", async () => {
  server({ [TENANT]: problem(403, "forbidden") }, []);
  renderScreen(<SettingsPage />, { at: "/settings" });

  expect(await screen.findByRole("heading", { name: "You may not see this" })).toBeVisible();
});

it.each([
  [
    "offers the export when it came whole",
    '{"kind":"tenant"}\n{"kind":"end","counts":{}}\n',
    "The export is downloaded.",
  ],
  ["keeps back an export that broke off", '{"kind":"tenant"}\n', "The export broke off"],
])("%s", async (_, text, said) => {
  const click = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
  Object.assign(URL, { createObjectURL: () => "blob:x", revokeObjectURL: () => {} });
  server({ [EXPORT]: () => new Response(text) });
  renderScreen(<SettingsPage />, { at: "/settings" });

  await userEvent.click(await screen.findByRole("button", { name: "Export everything" }));

  expect(await screen.findByText(said)).toBeVisible();
  expect(click).toHaveBeenCalledTimes(said.includes("downloaded") ? 1 : 0);
});

it("stops an export", async () => {
  const asked = server({ [EXPORT]: undefined });
  renderScreen(<SettingsPage />, { at: "/settings" });
  await userEvent.click(await screen.findByRole("button", { name: "Export everything" }));

  await userEvent.click(await screen.findByRole("button", { name: "Stop" }));

  await waitFor(() => expect(asked.to(EXPORT)[0]?.signal.aborted).toBe(true));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Stop" })).not.toBeInTheDocument());
});

it("deletes the tenant once its short name is typed, and goes on in another", async () => {
  const asked = server({
    [DELETE]: () => Response.json(aTenant({ status: "deleting" }), { status: 202 }),
    "GET /api/v1/me/tenants": page([
      { id: "tenant-1", status: "deleting", membership: "active" },
      { id: "tenant-2", status: "active", membership: "active" },
    ]),
    "POST /api/v1/auth/tenant": () => Response.json(aSignIn()),
  });
  const { address } = renderScreen(<SettingsPage />, { at: "/settings" });
  await userEvent.click(await screen.findByRole("button", { name: "Delete this tenant" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete “Acme”?" });
  const button = within(dialog).getByRole("button", { name: "Delete the tenant" });
  expect(button).toBeDisabled();

  await userEvent.type(within(dialog).getByRole("textbox", { name: "Type acme to confirm" }), "acme");
  await userEvent.click(button);

  await waitFor(() => expect(address()).toBe("/workflows"));
  expect(asked.to(DELETE)[0]?.body).toEqual({ confirm: "acme" });
  expect(asked.to("POST /api/v1/auth/tenant")[0]?.body).toEqual({ tenant_id: "tenant-2" });
});

it("signs out who has no other tenant than the one that was deleted", async () => {
  server({ [DELETE]: () => Response.json(aTenant(), { status: 202 }), "GET /api/v1/me/tenants": page([]) });
  const { address } = renderScreen(<SettingsPage />, { at: "/settings" });
  await userEvent.click(await screen.findByRole("button", { name: "Delete this tenant" }));

  await userEvent.type(await screen.findByRole("textbox", { name: "Type acme to confirm" }), "acme{Enter}");

  await waitFor(() => expect(address()).toBe("/sign-in"));
  expect(session.getState().state).toBe("signed-out");
});

it("has nothing that axe minds", async () => {
  server();
  const { container } = renderScreen(<SettingsPage />, { at: "/settings" });
  await screen.findByRole("form", { name: "Outbound rules" });

  expect(await axeFindings(container)).toEqual([]);
});
