import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { aTenant, meAs } from "~/testing/people";
import { renderScreen } from "~/testing/screen";
import { page } from "~/testing/workflows";
import { PlatformPage } from "./platform-page";

const LIST = "GET /api/v1/tenants";
const OPEN = "POST /api/v1/tenants";
const RESET = "POST /api/v1/platform/users/:id/password-reset";

const asJson = (value: object) => JSON.parse(JSON.stringify(value));

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [LIST]: page([aTenant(), aTenant({ id: "tenant-3", slug: "old", name: "Old", status: "suspended" })]),
    "GET /api/v1/plans": page([
      { name: "small", description: "For a few.", limits: { workflows: 100 } },
      { name: "standard", description: "For most.", limits: {} },
    ]),
    "GET /api/v1/me": meAs([], { is_platform_owner: true }),
    ...routes,
  });
}

const show = (at = "/platform") => renderScreen(<PlatformPage log={<p>The log.</p>} />, { at });

it("lists tenants with their plans and states", async () => {
  server();
  const { container } = show();

  const row = await screen.findByRole("row", { name: /Old/ });

  expect(within(row).getByText("Suspended")).toBeVisible();
  expect(await axeFindings(container)).toEqual([]);
});

it("asks for what the address says", async () => {
  const asked = server();
  show("/platform?q=glo&status=active&plan=small");

  await screen.findByRole("row", { name: /Globex/ });

  expect(String(asked.to(LIST)[0]?.search)).toBe("q=glo&status=active&plan=small&limit=50");
});

it("makes a tenant, and shows the link for its owner once", async () => {
  const invitation = { token: "tho_1", path: "/join#token=tho_1" };
  const asked = server({ [OPEN]: asJson({ tenant: aTenant({ name: "Größe" }), invitation }) });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "New tenant" }));

  await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Größe");
  expect(screen.getByRole("textbox", { name: "Short name" })).toHaveValue("grosse");
  await userEvent.type(screen.getByRole("textbox", { name: "E-mail of its owner" }), "boss@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Make the tenant" }));

  expect(await screen.findByRole("textbox", { name: "Link for the owner" })).toHaveTextContent("tho_1");
  expect(asked.to(OPEN)[0]?.body).toEqual({
    name: "Größe",
    slug: "grosse",
    plan: "standard",
    owner_email: "boss@example.com",
  });
  await userEvent.click(screen.getByRole("button", { name: "I have sent it" }));
  await waitFor(() => expect(screen.queryByText(/tho_1/)).not.toBeInTheDocument());
});

it("says that an owner has an account already, and that a short name is taken", async () => {
  const asked = server({ [OPEN]: problem(409, "slug_taken", "this short name is taken") });
  show("/platform?dialog=new");
  await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Acme");
  await userEvent.type(screen.getByRole("textbox", { name: "E-mail of its owner" }), "ada@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Make the tenant" }));
  await waitFor(() =>
    expect(screen.getByRole("textbox", { name: "Short name" })).toHaveAccessibleDescription(/is taken/),
  );

  asked.answer({ [OPEN]: asJson({ tenant: aTenant(), invitation: null }) });
  await userEvent.click(screen.getByRole("button", { name: "Make the tenant" }));

  expect(await screen.findByText(/ada@example.com has an account already/)).toBeVisible();
});

it("makes a link for the password of any user", async () => {
  const id = "0198c0de-7a1e-7000-8000-000000000001";
  const link = {
    token: "tho_2",
    path: "/reset-password#token=tho_2",
    expires_at: "2026-03-02T10:00:00.000Z",
  };
  const asked = server({ [RESET]: link });
  show("/platform?tab=passwords");

  await userEvent.type(await screen.findByRole("textbox", { name: "Id of the user" }), "ada");
  expect(screen.getByRole("button", { name: "Make the link" })).toBeDisabled();
  await userEvent.clear(screen.getByRole("textbox", { name: "Id of the user" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Id of the user" }), id);
  await userEvent.click(screen.getByRole("button", { name: "Make the link" }));

  expect(await screen.findByRole("textbox", { name: "Link for a new password" })).toHaveTextContent("tho_2");
  expect(asked.to(RESET)[0]?.params.id).toBe(id);
});

it("has the platform's log at an address of its own", async () => {
  server();
  const { address } = show("/platform?q=glo");

  await userEvent.click(await screen.findByRole("link", { name: "Platform log" }));

  expect(await screen.findByText("The log.")).toBeVisible();
  expect(address()).toBe("/platform?tab=log");
});

it("shows nothing to who does not own the platform", async () => {
  const asked = server({ "GET /api/v1/me": meAs(["tenant.read"]) });
  show();

  expect(await screen.findByText("You may not see this")).toBeVisible();
  expect(asked.to(LIST)).toHaveLength(0);
});

it("says that no tenant fits, and that the list could not be loaded", async () => {
  const asked = server({ [LIST]: page([]) });
  const { unmount } = show("/platform?q=nobody");
  expect(await screen.findByRole("heading", { name: "No tenant fits" })).toBeVisible();
  unmount();

  asked.answer({ [LIST]: problem(500, "internal") });
  show();
  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
});
