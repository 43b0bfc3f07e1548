import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Credential } from "~/api/shapes";
import { axeFindings } from "~/testing/axe";
import { aCredential, aKind } from "~/testing/credentials";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { aWorkflow, me, page } from "~/testing/workflows";
import { CredentialsPage } from "./credentials-page";

const LIST = "GET /api/v1/credentials";
const ONE = "/api/v1/credentials/:id";
const ALL = ["credentials.read", "credentials.create", "credentials.update", "credentials.delete"];
const CONSENT = aKind({ name: "oauth", label: "By consent", grant: "authorization_code", fields: [] });

function server(credentials: readonly Credential[] = [aCredential()], routes: FakeRoutes = {}) {
  return fakeServer({
    [LIST]: page(credentials),
    "GET /api/v1/credential-kinds": JSON.parse(JSON.stringify({ items: [aKind(), CONSENT] })),
    "GET /api/v1/me": me(ALL),
    "GET /api/v1/workflows": page([aWorkflow()]),
    [`GET ${ONE}`]: Response.json(credentials[0] ?? null, { headers: { etag: '"7"' } }),
    [`GET ${ONE}/uses`]: page([
      { workflow_id: "workflow-1", name: "Orders", is_bound: true, is_published: true, is_in_draft: false },
    ]),
    ...routes,
  });
}

const show = (search = "") => renderScreen(<CredentialsPage />, { at: `/credentials${search}` });

it("lists what there is, for which hosts and workflows", async () => {
  server();
  const { container } = show();

  const row = await screen.findByRole("row", { name: /Shop/ });
  expect(within(row).getByText("api.example.org")).toBeVisible();
  expect(within(row).getByText("1 workflow")).toBeVisible();
  expect(await within(row).findByText("User name and password")).toBeVisible();
  expect(await axeFindings(container)).toEqual([]);
});

it("finds by name or host, in the address", async () => {
  server([aCredential(), aCredential({ id: "b", name: "Bank", hosts: ["bank.example"] })]);
  const { address } = show();

  await userEvent.type(await screen.findByRole("searchbox", { name: "Search credentials" }), "bank");

  await waitFor(() => expect(address()).toBe("/credentials?q=bank"));
  await waitFor(() => expect(screen.queryByRole("row", { name: /Shop/ })).not.toBeInTheDocument());
});

it("makes one from the fields of its kind, and says what is lacking", async () => {
  const asked = server([], { "POST /api/v1/credentials": JSON.parse(JSON.stringify(aCredential())) });
  show("?dialog=new");
  const dialog = await screen.findByRole("dialog", { name: "New credential" });
  const name = await within(dialog).findByLabelText(/^Name/);

  await userEvent.click(within(dialog).getByText("Create credential"));
  expect(await within(dialog).findByText("A credential needs a name.")).toBeVisible();
  expect(within(dialog).getByText("Password is needed.")).toBeVisible();

  await userEvent.type(name, "Shop");
  await userEvent.type(within(dialog).getByLabelText(/^Password/), "correct horse");
  await userEvent.type(
    within(dialog).getByLabelText("Hosts", { selector: "input" }),
    "api.example.org{Enter}",
  );
  await userEvent.click(within(dialog).getByText("Create credential"));

  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  expect(asked.to("POST /api/v1/credentials")[0]?.body).toEqual({
    name: "Shop",
    kind: "basic",
    fields: { password: "correct horse" },
    hosts: ["api.example.org"],
    workflow_ids: [],
  });
});

it("changes one without showing or sending its secrets", async () => {
  const asked = server([aCredential()], { [`PUT ${ONE}`]: JSON.parse(JSON.stringify(aCredential())) });
  show("?dialog=change&credential=credential-1");
  const dialog = await screen.findByRole("dialog", { name: "Change “Shop”" });

  expect(await within(dialog).findByText("Is set, and stays unchanged.")).toBeVisible();
  expect(within(dialog).queryByLabelText("Password")).not.toBeInTheDocument();
  const user = within(dialog).getByLabelText("User name");
  await userEvent.clear(user);
  await userEvent.type(user, "ada");
  await userEvent.click(within(dialog).getByText("Save"));

  await waitFor(() => expect(asked.to(`PUT ${ONE}`)).toHaveLength(1));
  expect(asked.to(`PUT ${ONE}`)[0]?.body).toEqual({ fields: { username: "ada" } });
  expect(asked.to(`PUT ${ONE}`)[0]?.headers.get("if-match")).toBe('"7"');
});

it("asks for the secrets again when they could go elsewhere", async () => {
  server([aCredential()], { [`PUT ${ONE}`]: problem(409, "secrets_required", "Give password again.") });
  show("?dialog=change&credential=credential-1");
  const hosts = await screen.findByLabelText("Hosts", { selector: "input" });

  await userEvent.type(hosts, "other.example{Enter}");
  await userEvent.click(screen.getByText("Save"));

  expect(await screen.findByText("Give its secrets again")).toBeVisible();
  await userEvent.click(screen.getByLabelText("Replace Password"));
  expect(screen.getByLabelText(/^Password/)).toHaveValue("");
});

it("tests one, and tells how it went", async () => {
  const result = { ok: false, reason: "It was refused.", status: 401, duration_ms: 12 };
  const asked = server([aCredential()], { [`POST ${ONE}/test`]: result });
  show("?dialog=test&credential=credential-1");

  await userEvent.type(await screen.findByRole("textbox", { name: "Address" }), "https://a.example");
  await userEvent.click(screen.getByRole("button", { name: "Test" }));

  expect(await screen.findByText("It does not work")).toBeVisible();
  expect(screen.getByText("It was refused.")).toBeVisible();
  expect(asked.to(`POST ${ONE}/test`)[0]?.body).toEqual({ url: "https://a.example" });
});

it("deletes one after showing what uses it", async () => {
  const asked = server([aCredential()], { [`DELETE ${ONE}`]: new Response(null, { status: 204 }) });
  show();
  await userEvent.click(await screen.findByRole("button", { name: "More about Shop" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));
  const dialog = await screen.findByRole("dialog", { name: "Delete “Shop”?" });
  expect(await within(dialog).findByRole("link", { name: "Orders" })).toBeVisible();

  await userEvent.click(within(dialog).getByRole("button", { name: "Delete credential" }));

  await waitFor(() => expect(asked.to(`DELETE ${ONE}`)).toHaveLength(1));
});

it("has somebody consent in another tab, and notices when they have", async () => {
  const unconnected = aCredential({ kind: "oauth", is_authorized: false });
  let url = "javascript:alert(1)";
  server([unconnected], {
    [`POST ${ONE}/authorize`]: () => ({ url, expires_at: "2026-03-02T09:10:00Z" }),
  });
  const first = show("?dialog=connect&credential=credential-1");
  await userEvent.click(await screen.findByRole("button", { name: "Continue" }));
  expect(await screen.findByText(/none that a browser may open/)).toBeVisible();
  first.unmount();

  url = "https://auth.example.org/a?state=x";
  const asked = server([unconnected], {
    [`POST ${ONE}/authorize`]: () => ({ url, expires_at: "2026-03-02T09:10:00Z" }),
  });
  show("?dialog=connect&credential=credential-1");
  await userEvent.click(await screen.findByRole("button", { name: "Continue" }));
  expect(await screen.findByRole("link", { name: /Consent at auth.example.org/ })).toHaveAttribute(
    "href",
    url,
  );

  asked.answer({ [`GET ${ONE}`]: Response.json({ ...unconnected, is_authorized: true }) });
  expect(await screen.findByText("Connected", undefined, { timeout: 5_000 })).toBeVisible();
});

it("offers nothing to change to who may not", async () => {
  server([aCredential({ may_change: false })], { "GET /api/v1/me": me(["credentials.read"]) });
  show("?dialog=change&credential=credential-1");

  await userEvent.click(await screen.findByRole("button", { name: "More about Shop" }));

  expect(await screen.findByRole("menuitem", { name: "Where it is used" })).toBeVisible();
  expect(screen.queryByRole("menuitem", { name: "Delete" })).not.toBeInTheDocument();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "New credential" })).not.toBeInTheDocument();
});
