import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { anInvitation, meAs } from "~/testing/people";
import { renderScreen } from "~/testing/screen";
import { aMember, aRole, page } from "~/testing/workflows";
import { MembersPage } from "./members-page";

const LIST = "GET /api/v1/users";
const CHANGE = "PUT /api/v1/users/:id";
const ADMIN = ["users.read", "users.invite", "users.update", "users.delete", "roles.read", "workflows.read"];

const viewer = aRole({ id: "role-viewer", name: "viewer", permissions: ["workflows.read"] });
const owner = aRole({ id: "role-owner", name: "owner", permissions: [...ADMIN, "tenant.delete"] });
const runner = aRole({ id: "role-own", name: "runner", is_built_in: false, permissions: ["users.read"] });
const ben = aMember({ roles: [{ id: viewer.id, name: "viewer" }] });

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [LIST]: page([ben]),
    "GET /api/v1/roles": page([owner, runner, viewer]),
    "GET /api/v1/me": meAs(ADMIN),
    "GET /api/v1/invitations": page([anInvitation()]),
    ...routes,
  });
}

async function openMenu(name = "Ben") {
  await userEvent.click(await screen.findByRole("button", { name: `Actions for ${name}` }));
}

it("lists members with their roles and when they were here last", async () => {
  server();
  const { container } = renderScreen(<MembersPage />, { at: "/members" });

  const row = await screen.findByRole("row", { name: /Ben/ });

  expect(within(row).getByText("viewer")).toBeVisible();
  expect(within(row).getByText("Never")).toBeVisible();
  expect(await axeFindings(container)).toEqual([]);
});

it("asks for what the address says, and keeps a search in it", async () => {
  const asked = server();
  const { address } = renderScreen(<MembersPage />, {
    at: "/members?role=viewer&status=disabled&sort=-email",
  });

  await userEvent.type(await screen.findByRole("searchbox", { name: "Search members" }), "ben");

  await waitFor(() => expect(address()).toContain("q=ben"));
  expect(screen.getByRole("searchbox", { name: "Search members" })).toHaveFocus();
  await waitFor(() =>
    expect(String(asked.to(LIST).at(-1)?.search)).toBe(
      "q=ben&role=viewer&status=disabled&sort=-email&limit=50",
    ),
  );
});

it("says that nobody fits, and clears the filters", async () => {
  server({ [LIST]: page([]) });
  const { address } = renderScreen(<MembersPage />, { at: "/members?q=nobody" });

  await userEvent.click(await screen.findByRole("button", { name: "Clear the filters" }));

  await waitFor(() => expect(address()).toBe("/members"));
});

it("gives a member another role, and none that allows more than one may", async () => {
  const asked = server({ [CHANGE]: { ...JSON.parse(JSON.stringify(ben)) } });
  renderScreen(<MembersPage />, { at: "/members" });
  await openMenu();
  await userEvent.click(await screen.findByRole("menuitem", { name: /Change roles/ }));

  expect(await screen.findByRole("checkbox", { name: "owner" })).toBeDisabled();
  expect(screen.getByText(/It allows what you may not do yourself: tenant.delete/)).toBeVisible();
  await userEvent.click(screen.getByRole("checkbox", { name: "runner" }));
  await userEvent.click(screen.getByRole("button", { name: "Save the roles" }));

  expect(await screen.findByText("Ben has other roles.")).toBeVisible();
  expect(asked.to(CHANGE)[0]?.body).toEqual({ roles: ["role-viewer", "role-own"] });
});

it("disables a member only after asking", async () => {
  const asked = server({ [CHANGE]: { ...JSON.parse(JSON.stringify({ ...ben, status: "disabled" })) } });
  renderScreen(<MembersPage />, { at: "/members" });
  await openMenu();
  await userEvent.click(await screen.findByRole("menuitem", { name: "Disable" }));

  expect(asked.to(CHANGE)).toHaveLength(0);
  await userEvent.click(await screen.findByRole("button", { name: "Disable" }));

  expect(await screen.findByText("Ben is disabled.")).toBeVisible();
  expect(asked.to(CHANGE)[0]?.body).toEqual({ status: "disabled" });
});

it("says what happens to what a member owns before removing them", async () => {
  const asked = server({ "DELETE /api/v1/users/:id": () => new Response(null, { status: 204 }) });
  renderScreen(<MembersPage />, { at: "/members" });
  await openMenu();
  await userEvent.click(await screen.findByRole("menuitem", { name: "Remove" }));

  expect(await screen.findByText(/owns here pass to you, private ones too/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Remove" }));

  expect(await screen.findByText("Ben is no member any more.")).toBeVisible();
  expect(asked.to("DELETE /api/v1/users/:id")[0]?.params.id).toBe("user-2");
});

it("tells why the server refused", async () => {
  server({ [CHANGE]: problem(409, "last_owner", "this is the last owner of the tenant") });
  renderScreen(<MembersPage />, { at: "/members" });
  await openMenu();
  await userEvent.click(await screen.findByRole("menuitem", { name: "Disable" }));
  await userEvent.click(await screen.findByRole("button", { name: "Disable" }));

  expect(await screen.findByText("this is the last owner of the tenant")).toBeVisible();
});

it("shows a link for a new password once", async () => {
  const expires_at = "2026-03-02T10:00:00.000Z";
  server({
    "POST /api/v1/users/:id/password-reset": {
      token: "tho_1",
      path: "/reset-password#token=tho_1",
      expires_at,
    },
  });
  renderScreen(<MembersPage />, { at: "/members" });
  await openMenu();
  await userEvent.click(await screen.findByRole("menuitem", { name: /new password/ }));
  await userEvent.click(await screen.findByRole("button", { name: "Make the link" }));

  expect(await screen.findByText("This is the only time you see it")).toBeVisible();
  expect(screen.getByRole("textbox", { name: "Link for a new password" })).toHaveTextContent(
    "http://localhost:3000/reset-password#token=tho_1",
  );
  await userEvent.click(screen.getByRole("button", { name: "I have sent it" }));
  await waitFor(() => expect(screen.queryByText(/tho_1/)).not.toBeInTheDocument());
});

it("says why one cannot act on oneself", async () => {
  const asked = server({ [LIST]: page([aMember({ id: "user-1", name: "Ada" })]) });
  renderScreen(<MembersPage />, { at: "/members" });
  await openMenu("Ada");

  const disable = await screen.findByRole("menuitem", { name: /Disable.*lock yourself out/ });
  expect(disable).toHaveAttribute("aria-disabled", "true");
  await userEvent.click(disable);
  expect(screen.getByRole("menuitem", { name: /change your own password under Account/ })).toBeVisible();
  expect(asked.to(CHANGE)).toHaveLength(0);
});

it("offers nothing to who may only look", async () => {
  server({ "GET /api/v1/me": meAs(["users.read"]) });
  renderScreen(<MembersPage />, { at: "/members?tab=invitations" });

  await screen.findByRole("row", { name: /Ben/ });
  expect(screen.queryByRole("button", { name: /Actions for/ })).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Invite somebody" })).not.toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Invitations" })).not.toBeInTheDocument();
});

it("tells who may not see members, and who gets no answer", async () => {
  const asked = server({ [LIST]: problem(403, "forbidden") });
  const { unmount } = renderScreen(<MembersPage />, { at: "/members" });
  expect(await screen.findByText("You may not see this")).toBeVisible();
  unmount();

  asked.answer({ [LIST]: problem(500, "internal", "It broke.") });
  renderScreen(<MembersPage />, { at: "/members" });
  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
});
