import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { enter, session } from "~/api/session";
import { aMe } from "~/testing/account";
import { aSignIn } from "~/testing/app";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { page } from "~/testing/workflows";
import { AccountPage } from "./account-page";

const AT = "2026-03-02T09:00:00.000Z";
const PASSWORD = "PUT /api/v1/me/password";
const SWITCH = "POST /api/v1/auth/tenant";
const DONE = () => new Response(null, { status: 204 });
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

const SESSION = {
  id: "session-1",
  is_current: true,
  tenant_id: "tenant-1",
  address: "192.0.2.1",
  user_agent: FIREFOX,
  created_at: AT,
  last_used_at: AT,
  expires_at: AT,
};
const TENANT = {
  id: "tenant-1",
  slug: "acme",
  name: "Acme",
  status: "active",
  membership: "active",
  is_current: true,
  joined_at: AT,
};

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    "GET /api/v1/me": () => Response.json(aMe()),
    "GET /api/v1/me/sessions": page([
      SESSION,
      { ...SESSION, id: "session-2", is_current: false, user_agent: "curl/8.0" },
    ]),
    "GET /api/v1/me/tenants": page([
      TENANT,
      { ...TENANT, id: "tenant-2", slug: "bolt", name: "Bolt", is_current: false },
      { ...TENANT, id: "tenant-3", slug: "closed", name: "Closed", is_current: false, status: "suspended" },
    ]),
    "GET /api/v1/auth/options": {
      password_rules: { min_characters: 12, max_characters: 1_024, summary: "Long is better than odd." },
    },
    ...routes,
  });
}

const region = (name: string) => screen.findByRole("region", { name });

beforeEach(() => enter(aSignIn()));

it("saves a name, also where it stands beside the screen", async () => {
  server({ "PUT /api/v1/me": () => Response.json(aMe({ name: "Ada Lovelace" })) });
  renderScreen(<AccountPage />, { at: "/account" });
  const you = await region("You");

  await userEvent.type(within(you).getByRole("textbox", { name: "Your name" }), " Lovelace");
  await userEvent.click(within(you).getByRole("button", { name: "Save" }));

  expect(await screen.findByText("Your name is saved.")).toBeVisible();
  expect(session.getState()).toMatchObject({ user: { name: "Ada Lovelace" } });
});

it("changes the password", async () => {
  const asked = server({ [PASSWORD]: DONE });
  renderScreen(<AccountPage />, { at: "/account" });
  const section = await region("Password");

  await userEvent.type(within(section).getByLabelText("Current password"), "the old one");
  await userEvent.type(within(section).getByLabelText("New password"), "seven quiet lanterns");
  await userEvent.click(within(section).getByRole("button", { name: "Change the password" }));

  expect(await screen.findByText(/Your password is changed/)).toBeVisible();
  expect(asked.to(PASSWORD)[0]?.body).toEqual({ current: "the old one", new: "seven quiet lanterns" });
  expect(within(section).getByLabelText("New password")).toHaveValue("");
});

it("says at its field what is wrong with a password", async () => {
  const errors = [{ pointer: "/body/current", code: "wrong", message: "this is not right" }];
  const asked = server({
    [PASSWORD]: () => Response.json({ code: "not_confirmed", errors }, { status: 422 }),
  });
  renderScreen(<AccountPage />, { at: "/account" });
  const section = await region("Password");
  await userEvent.type(within(section).getByLabelText("Current password"), "wrong");
  await userEvent.type(within(section).getByLabelText("New password"), "short");
  await userEvent.click(within(section).getByRole("button", { name: "Change the password" }));
  expect(await within(section).findByText("At least 12 characters.")).toBeVisible();
  expect(asked.to(PASSWORD)).toHaveLength(0);

  await userEvent.type(within(section).getByLabelText("New password"), " seven quiet lanterns");
  await userEvent.click(within(section).getByRole("button", { name: "Change the password" }));

  expect(await within(section).findByText("this is not right")).toBeVisible();
  expect(within(section).getByLabelText("Current password")).toHaveAccessibleDescription("this is not right");
});

it("asks nobody for a password who has none", async () => {
  server({ "GET /api/v1/me": () => Response.json(aMe({ has_password: false })) });
  renderScreen(<AccountPage />, { at: "/account" });

  expect(within(await region("Password")).getByText(/You sign in through a provider/)).toBeVisible();
});

it("lists sessions and ends one", async () => {
  const asked = server({ "DELETE /api/v1/me/sessions/:id": DONE });
  renderScreen(<AccountPage />, { at: "/account" });
  const list = await screen.findByRole("list", { name: "Sessions" });
  expect(within(list).getByText("Firefox on Linux")).toBeVisible();
  expect(within(list).getAllByRole("button")).toHaveLength(1);

  await userEvent.click(within(list).getByRole("button", { name: "End curl/8.0" }));

  expect(await screen.findByText("The session has ended.")).toBeVisible();
  expect(asked.to("DELETE /api/v1/me/sessions/:id")[0]?.params).toEqual({ id: "session-2" });
});

it("signs out everywhere when that is confirmed", async () => {
  server({ "POST /api/v1/auth/logout-all": { ended: 2 } });
  const { address } = renderScreen(<AccountPage />, { at: "/account" });
  await userEvent.click(await screen.findByRole("button", { name: "Sign out everywhere" }));

  const dialog = await screen.findByRole("dialog", { name: "Sign out everywhere?" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Sign out everywhere" }));

  await waitFor(() => expect(address()).toBe("/sign-in"));
  expect(session.getState().state).toBe("signed-out");
});

it("goes on in another tenant and forgets what it knew of this one", async () => {
  const other = { id: "tenant-2", slug: "bolt", name: "Bolt", roles: [], permissions: [] };
  const asked = server({ [SWITCH]: () => Response.json(aSignIn({ tenant: other })) });
  const { address, queryClient } = renderScreen(<AccountPage />, { at: "/account" });
  queryClient.setQueryData(["workflows", "list"], "of Acme");

  await userEvent.click(await screen.findByRole("button", { name: "Switch to Bolt" }));

  await waitFor(() => expect(address()).toBe("/workflows"));
  expect(asked.to(SWITCH)[0]?.body).toEqual({ tenant_id: "tenant-2" });
  expect(session.getState()).toMatchObject({ tenant: { id: "tenant-2" } });
  expect(queryClient.getQueryData(["workflows", "list"])).toBeUndefined();
});

it("says which tenants are closed, and why one could not go there", async () => {
  server({ [SWITCH]: problem(403, "tenant_suspended", "The tenant is closed.") });
  renderScreen(<AccountPage />, { at: "/account" });
  expect(await screen.findByRole("button", { name: "Switch to Closed" })).toBeDisabled();

  await userEvent.click(screen.getByRole("button", { name: "Switch to Bolt" }));

  expect(await screen.findByText("The tenant is closed.")).toBeVisible();
});

it("has a theme to choose", async () => {
  server();
  renderScreen(<AccountPage />, { at: "/account" });

  await userEvent.click(await screen.findByRole("radio", { name: "Dark" }));

  expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "dark");
  await userEvent.click(screen.getByRole("radio", { name: "As the system" }));
  expect(document.documentElement).toHaveAttribute("data-mantine-color-scheme", "light");
});

it("has nothing that axe minds", async () => {
  server();
  const { container } = renderScreen(<AccountPage />, { at: "/account" });
  await screen.findByRole("list", { name: "Sessions" });
  await screen.findByRole("list", { name: "Tenants" });

  expect(await axeFindings(container)).toEqual([]);
});
