import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { anInvitation, meAs } from "~/testing/people";
import { renderScreen } from "~/testing/screen";
import { aRole, page } from "~/testing/workflows";
import { MembersPage } from "../members-page";

const LIST = "GET /api/v1/invitations";
const INVITE = "POST /api/v1/invitations";
const MINE = ["users.read", "users.invite", "roles.read", "workflows.read"];
const AT = { at: "/members?tab=invitations" };

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [LIST]: page([anInvitation(), anInvitation({ id: "2", email: "old@example.com", state: "expired" })]),
    "GET /api/v1/roles": page([
      aRole({ id: "role-viewer", permissions: ["workflows.read"] }),
      aRole({ id: "role-owner", name: "owner", permissions: ["tenant.delete"] }),
    ]),
    "GET /api/v1/me": meAs(MINE),
    ...routes,
  });
}

it("lists invitations; only open ones can be revoked", async () => {
  const asked = server({ "DELETE /api/v1/invitations/:id": () => new Response(null, { status: 204 }) });
  const { container } = renderScreen(<MembersPage />, AT);
  const old = await screen.findByRole("row", { name: /old@example.com/ });
  expect(within(old).queryByRole("button")).not.toBeInTheDocument();
  expect(await axeFindings(container)).toEqual([]);

  await userEvent.click(screen.getByRole("button", { name: "Revoke the invitation of new@example.com" }));
  await userEvent.click(await screen.findByRole("button", { name: "Revoke" }));

  expect(await screen.findByText("The invitation of new@example.com is revoked.")).toBeVisible();
  expect(asked.to("DELETE /api/v1/invitations/:id")[0]?.params.id).toBe("invitation-1");
});

it("asks for those in one state", async () => {
  const asked = server();
  const { address } = renderScreen(<MembersPage />, AT);

  await userEvent.click(await screen.findByRole("radio", { name: "Accepted" }));

  await waitFor(() => expect(asked.to(LIST).at(-1)?.search.get("state")).toBe("accepted"));
  expect(address()).toBe("/members?tab=invitations&state=accepted");
});

it("invites somebody and shows the link once", async () => {
  const made = { ...anInvitation(), token: "tho_1", path: "/join#token=tho_1" };
  const asked = server({ [INVITE]: JSON.parse(JSON.stringify(made)) });
  renderScreen(<MembersPage />, AT);
  await userEvent.click(await screen.findByRole("button", { name: "Invite somebody" }));

  await userEvent.type(await screen.findByRole("textbox", { name: "E-mail" }), "new@example.com");
  await userEvent.click(screen.getByRole("combobox", { name: "Role" }));
  expect(screen.getByRole("option", { name: "owner (more than you may)" })).toHaveAttribute(
    "data-combobox-disabled",
  );
  await userEvent.click(screen.getByRole("option", { name: "viewer" }));
  await userEvent.click(screen.getByRole("button", { name: "Make the invitation" }));

  expect(await screen.findByRole("textbox", { name: "Link of the invitation" })).toHaveTextContent(
    "/join#token=tho_1",
  );
  expect(asked.to(INVITE)[0]?.body).toEqual({ email: "new@example.com", role: "role-viewer" });
  await userEvent.click(screen.getByRole("button", { name: "I have sent it" }));
  await waitFor(() => expect(screen.queryByText(/tho_1/)).not.toBeInTheDocument());
});

it("says what is missing, and what the server does not take", async () => {
  const errors = [{ pointer: "/body/email", code: "email_invalid", message: "This is no address." }];
  server({ [INVITE]: problem(422, "invalid", "Something is not right.", { errors }) });
  renderScreen(<MembersPage />, { at: "/members?tab=invitations&dialog=invite" });

  await userEvent.click(await screen.findByRole("button", { name: "Make the invitation" }));
  expect(await screen.findByText("Type an e-mail address.")).toBeVisible();
  expect(screen.getByText("Choose a role.")).toBeVisible();

  await userEvent.type(screen.getByRole("textbox", { name: "E-mail" }), "a@b");
  await userEvent.click(screen.getByRole("combobox", { name: "Role" }));
  await userEvent.click(screen.getByRole("option", { name: "viewer" }));
  await userEvent.click(screen.getByRole("button", { name: "Make the invitation" }));

  await waitFor(() =>
    expect(screen.getByRole("textbox", { name: "E-mail" })).toHaveAccessibleDescription(/This is no address/),
  );
});

it("says that nobody was invited yet", async () => {
  server({ [LIST]: page([]) });
  renderScreen(<MembersPage />, AT);

  expect(await screen.findByRole("heading", { name: "Nobody was invited yet" })).toBeVisible();
});
