import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { enter, session } from "~/api/session";
import { aSignIn } from "~/testing/app";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { JoinPage } from "./join-page";
import { linkToken } from "./link-token";
import { ResetPasswordPage } from "./reset-password-page";
import { SetupPage } from "./setup-page";
import { takeWayBack } from "./way-back";

const SETUP = "POST /api/v1/auth/setup";
const REGISTER = "POST /api/v1/auth/register";
const PREVIEW = "POST /api/v1/auth/invitations/preview";
const RESET = "POST /api/v1/auth/password-reset";
const RULES = { min_characters: 12, max_characters: 1_024, summary: "Long is better than odd." };
const OPTIONS = { needs_setup: true, registration: "open", providers: [], password_rules: RULES };
/** The address is one that the browser of a test goes to without leaving. */
const CORPORATE = { name: "corporate", label: "Sign in with Corporate", path: "#corporate" };
const GONE = problem(410, "link_invalid", "The link was used, replaced, or is too old.");

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    "GET /api/v1/auth/options": OPTIONS,
    [PREVIEW]: {
      tenant_name: "Acme",
      role: "editor",
      email: "ben@example.com",
      expires_at: "2026-03-09T09:00:00Z",
    },
    [SETUP]: () => Response.json(aSignIn(), { status: 201 }),
    [REGISTER]: () => Response.json(aSignIn(), { status: 201 }),
    [RESET]: () => new Response(null, { status: 204 }),
    ...routes,
  });
}

async function fill(fields: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(fields))
    await userEvent.type(await screen.findByLabelText(name), text);
}

beforeEach(() => session.setState({ state: "signed-out" }, true));

it("reads the token of a link", () => {
  expect(linkToken("#token=tho_1")).toBe("tho_1");
  expect(linkToken("token=tho_1")).toBe("tho_1");
  expect(linkToken("")).toBeUndefined();
});

it("makes the first owner by the link of the server", async () => {
  const asked = server();
  const { address } = renderScreen(<SetupPage />, { at: "/setup#token=tho_1" });

  await fill({
    "Your name": "Ada",
    "E-mail address": "ada@example.com",
    "Name of your company or team": "Acme",
    Password: "seven quiet lanterns{Enter}",
  });

  await waitFor(() => expect(address()).toBe("/workflows"));
  expect(asked.to(SETUP)[0]?.body).toEqual({
    token: "tho_1",
    name: "Ada",
    email: "ada@example.com",
    tenant_name: "Acme",
    password: "seven quiet lanterns",
    cookie: true,
  });
});

it("says at the field what is wrong with a new password", async () => {
  const errors = [{ pointer: "/body/password", code: "password_common", message: "the password is common" }];
  server({ [SETUP]: () => Response.json({ code: "password_refused", errors }, { status: 422 }) });
  renderScreen(<SetupPage />, { at: "/setup#token=tho_1" });
  await fill({ "Your name": "Ada", "E-mail address": "a@b.c", "Name of your company or team": "Acme" });

  await fill({ Password: "short{Enter}" });
  expect(await screen.findByText("At least 12 characters.")).toBeVisible();
  await fill({ Password: " password1234{Enter}" });

  await waitFor(() => expect(screen.getByLabelText("Password")).toHaveAccessibleDescription(/common/));
});

it.each([
  ["who has no link how to get one", { ...OPTIONS }, /Open the one-time link/],
  ["that there is an owner already", { ...OPTIONS, needs_setup: false }, /has an owner already/],
])("tells %s", async (_, options, text) => {
  server({ "GET /api/v1/auth/options": options });
  renderScreen(<SetupPage />, { at: "/setup" });

  expect(await screen.findByText(text)).toBeVisible();
});

it("joins by an invitation with the address that was invited", async () => {
  const asked = server();
  const { address } = renderScreen(<JoinPage />, { at: "/join#token=tho_2" });
  expect(await screen.findByText("ben@example.com")).toBeVisible();

  await fill({ "Your name": "Ben", Password: "seven quiet lanterns{Enter}" });

  await waitFor(() => expect(address()).toBe("/workflows"));
  expect(asked.to(PREVIEW)[0]?.body).toEqual({ token: "tho_2" });
  expect(asked.to(REGISTER)[0]?.body).toMatchObject({ email: "ben@example.com", invitation: "tho_2" });
});

it("accepts an invitation with an account, and goes on where one was invited", async () => {
  const asked = server({
    "POST /api/v1/auth/login": () => Response.json(aSignIn({ tenant: null })),
    "POST /api/v1/auth/invitations/accept": { id: "tenant-9" },
    "POST /api/v1/auth/tenant": () => Response.json(aSignIn()),
  });
  const { address } = renderScreen(<JoinPage />, { at: "/join#token=tho_2" });
  await userEvent.click(await screen.findByRole("button", { name: "Sign in and accept" }));
  const dialog = await screen.findByRole("dialog", { name: "Sign in and accept" });

  await userEvent.type(within(dialog).getByLabelText("Password"), "seven quiet lanterns{Enter}");

  await waitFor(() => expect(address()).toBe("/workflows"));
  expect(asked.to("POST /api/v1/auth/tenant")[0]?.body).toEqual({ tenant_id: "tenant-9" });
});

it("leads through a provider, and back to the invitation", async () => {
  server({ "GET /api/v1/auth/options": { ...OPTIONS, providers: [CORPORATE] } });
  renderScreen(<JoinPage />, { at: "/join#token=tho_2" });
  await userEvent.click(await screen.findByRole("button", { name: "Sign in and accept" }));

  await userEvent.click(await screen.findByRole("link", { name: CORPORATE.label }));

  expect(takeWayBack()).toEqual({ href: "/join#token=tho_2", tenantId: undefined });
});

it("lets who is signed in already accept", async () => {
  const asked = server({
    "POST /api/v1/auth/invitations/accept": { id: "tenant-9" },
    "POST /api/v1/auth/tenant": () => Response.json(aSignIn()),
  });
  enter(aSignIn({ tenant: null }));
  const { address } = renderScreen(<JoinPage />, { at: "/join#token=tho_2" });

  await userEvent.click(await screen.findByRole("button", { name: "Accept the invitation" }));

  await waitFor(() => expect(address()).toBe("/workflows"));
  expect(asked.to("POST /api/v1/auth/tenant")[0]?.body).toEqual({ tenant_id: "tenant-9" });
});

it("makes an account with a tenant of its own", async () => {
  const asked = server();
  renderScreen(<JoinPage />, { at: "/join" });

  await fill({
    "Your name": "Cy",
    "E-mail address": "cy@example.com",
    "Name of your company or team": "Cyan",
    Password: "seven quiet lanterns{Enter}",
  });

  await waitFor(() => expect(asked.to(REGISTER)[0]?.body).toMatchObject({ tenant_name: "Cyan" }));
});

it("makes no account where one has to be invited", async () => {
  server({ "GET /api/v1/auth/options": { ...OPTIONS, registration: "invitation" } });
  renderScreen(<JoinPage />, { at: "/join" });

  expect(await screen.findByText(/Ask an administrator for one/)).toBeVisible();
  expect(screen.queryByLabelText("Password")).not.toBeInTheDocument();
});

it("says that an invitation is good no more", async () => {
  server({ [PREVIEW]: GONE });
  renderScreen(<JoinPage />, { at: "/join#token=tho_2" });

  expect(await screen.findByText("The link was used, replaced, or is too old.")).toBeVisible();
});

it("sets a new password by a link", async () => {
  const asked = server();
  renderScreen(<ResetPasswordPage />, { at: "/reset-password#token=tho_3" });

  await fill({ Password: "seven quiet lanterns{Enter}" });

  expect(await screen.findByRole("status")).toHaveTextContent("Your password is set");
  expect(asked.to(RESET)[0]?.body).toEqual({ token: "tho_3", password: "seven quiet lanterns" });
});

it("says that a link for a password is good no more, or not complete", async () => {
  server({ [RESET]: GONE });
  const { unmount } = renderScreen(<ResetPasswordPage />, { at: "/reset-password#token=tho_3" });
  await fill({ Password: "seven quiet lanterns{Enter}" });
  expect(await screen.findByText("The link was used, replaced, or is too old.")).toBeVisible();
  unmount();

  renderScreen(<ResetPasswordPage />, { at: "/reset-password" });
  expect(await screen.findByText(/The link is not complete/)).toBeVisible();
});

it.each([
  ["set-up", <SetupPage key="s" />, "/setup#token=x"],
  ["joining", <JoinPage key="j" />, "/join#token=x"],
  ["a new password", <ResetPasswordPage key="r" />, "/reset-password#token=x"],
])("has nothing that axe minds: %s", async (_, ui, at) => {
  server();
  const { container } = renderScreen(ui, { at });
  await screen.findByLabelText("Password");

  expect(await axeFindings(container)).toEqual([]);
});
