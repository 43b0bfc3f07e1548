import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Json } from "~/document/types";
import { axeFindings } from "~/testing/axe";
import { type FakeRequest, type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { type PanelOptions, renderPanel } from "~/testing/panel";
import { meAs } from "~/testing/people";
import { aMember, aRole, aWorkflowDetail, me, page } from "~/testing/workflows";
import { SharingPanel } from "./sharing-panel";

const ONE = "/api/v1/workflows/:id";
const CHANGE = `PUT ${ONE}`;
const TAKE = `DELETE ${ONE}/shares/users/:user`;
const CEM = { id: "user-3", name: "Cem" };
const SHARES = `GET ${ONE}/shares`;
const ben = {
  user: { id: "user-2", name: "Ben" },
  role: null,
  level: "write",
  granted_at: "2026-03-02T09:00:00.000Z",
  granted_by: { id: "user-1", name: "Ada" },
};

function json(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}

function meIn(role: string): Json {
  return meAs(["workflows.read"], {
    tenant: { id: "tenant-1", slug: "acme", name: "Acme", roles: [role], permissions: [] },
  });
}

function open(options: PanelOptions = {}, routes: FakeRoutes = {}) {
  const server = fakeServer({
    "GET /api/v1/me": me(),
    "GET /api/v1/users": page([aMember()]),
    "GET /api/v1/roles": page([aRole()]),
    [`GET ${ONE}`]: json(aWorkflowDetail(options.workflow)),
    [SHARES]: page([ben]),
    ...routes,
  });
  return { server, ...renderPanel(<SharingPanel />, options) };
}

it("shows with whom the workflow is shared, and what roles allow anyway", async () => {
  const { container } = open();

  const list = await screen.findByRole("list", { name: "Shared with" });

  expect(within(list).getByText("Ben")).toBeVisible();
  expect(await screen.findByText(/Ada \(you\)/)).toBeVisible();
  expect((await screen.findByText("viewer")).closest("li")).toHaveTextContent("viewer: see");
  expect(await axeFindings(container)).toEqual([]);
});

it("shares with a member that is found by name", async () => {
  const route = `PUT ${ONE}/shares/users/:user`;
  const { server } = open({}, { [SHARES]: page([]), [route]: json(ben) });

  await userEvent.click(await screen.findByRole("combobox", { name: "Share with" }));
  await userEvent.click(await screen.findByRole("option", { name: "Ben · ben@example.com" }));

  expect(await screen.findByText("Shared with Ben.")).toBeVisible();
  expect(server.to(route)[0]).toMatchObject({ params: { user: "user-2" }, body: { level: "read" } });
});

it("says clearly that one cannot give more than one has", async () => {
  open({}, { [SHARES]: page([]), [`PUT ${ONE}/shares/roles/:role`]: problem(403, "grants_too_much") });

  await userEvent.click(await screen.findByRole("combobox", { name: "Share with" }));
  await userEvent.click(await screen.findByRole("option", { name: /^viewer/ }));

  expect(await screen.findByText("That is more than you may do")).toBeVisible();
});

it("leaves those out who have a share already", async () => {
  const members = [aMember(), aMember({ id: "user-3", name: "Cem", email: "cem@example.com" })];
  const cem = { ...ben, user: { id: "user-3", name: "Cem" } };
  const shares = ({ search }: FakeRequest) => (search.get("cursor") ? page([cem]) : page([ben], "more"));
  open({}, { "GET /api/v1/users": page(members), [SHARES]: shares });
  await screen.findByText("Cem");

  await userEvent.click(await screen.findByRole("combobox", { name: "Share with" }));

  expect(await screen.findByRole("option", { name: /^viewer/ })).toBeVisible();
  expect(screen.queryByRole("option", { name: /^(Ben|Cem)/ })).not.toBeInTheDocument();
});

it("takes a share away, and gives it back", async () => {
  const give = `PUT ${ONE}/shares/users/:user`;
  const { server } = open({}, { [TAKE]: new Response(null, { status: 204 }), [give]: json(ben) });

  await userEvent.click(await screen.findByRole("button", { name: "Stop sharing with Ben" }));
  expect(await screen.findByText("It is not shared with Ben any more.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));

  await waitFor(() => expect(server.to(give)[0]?.body).toEqual({ level: "write" }));
  expect(server.to(TAKE)).toHaveLength(1);
});

it.each<[string, object]>([
  ["oneself", { user: { id: "user-1", name: "Ada" } }],
  ["a role that one has", { user: null, role: { id: "role-1", name: "editor" } }],
])("asks before it takes a share of %s away", async (_, mine) => {
  const routes = { [SHARES]: page([{ ...ben, ...mine }]), "GET /api/v1/me": meIn("editor") };
  const { server } = open({ workflow: { owner: CEM } }, routes);
  await screen.findByText("Cem");

  await userEvent.click(await screen.findByRole("button", { name: /^Stop sharing with/ }));
  const dialog = await screen.findByRole("dialog", { name: /^Stop sharing with your/ });
  expect(server.requests.some(({ method }) => method === "DELETE")).toBe(false);
  await userEvent.click(within(dialog).getByRole("button", { name: "Stop sharing" }));

  await waitFor(() => expect(server.requests.some(({ method }) => method === "DELETE")).toBe(true));
});

it("makes the workflow private at the revision that is edited, and takes that back", async () => {
  const answer = Response.json(aWorkflowDetail({ visibility: "private" }), { headers: { etag: '"2"' } });
  const { server } = open({}, { [CHANGE]: answer });

  await userEvent.click(await screen.findByRole("radio", { name: "Private" }));
  expect(await screen.findByText("The workflow is private.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));

  await waitFor(() => expect(server.to(CHANGE)).toHaveLength(2));
  expect(server.to(CHANGE).map(({ body }) => body)).toEqual([
    { visibility: "private" },
    { visibility: "tenant" },
  ]);
  expect(server.to(CHANGE).map(({ headers }) => headers.get("if-match"))).toEqual(['"1"', '"2"']);
});

it("asks before it makes a workflow private that one would not reach any more", async () => {
  const answer = Response.json(aWorkflowDetail({ visibility: "private" }), { headers: { etag: '"2"' } });
  const { server } = open({ workflow: { owner: CEM } }, { [CHANGE]: answer });
  await screen.findByText("Ben");

  await userEvent.click(await screen.findByRole("radio", { name: "Private" }));
  const dialog = await screen.findByRole("dialog", { name: "Make the workflow private?" });
  expect(server.to(CHANGE)).toHaveLength(0);
  await userEvent.click(within(dialog).getByRole("button", { name: "Make it private" }));

  await waitFor(() => expect(server.to(CHANGE)).toHaveLength(1));
});

it("gives the workflow away only after one has said so twice", async () => {
  const route = `PUT ${ONE}/owner`;
  const { server } = open({}, { [route]: Response.json(aWorkflowDetail(), { headers: { etag: '"2"' } }) });

  await userEvent.click(await screen.findByRole("button", { name: "Change owner" }));
  await userEvent.click(await screen.findByRole("combobox", { name: "New owner" }));
  await userEvent.click(await screen.findByRole("option", { name: /^Ben/ }));
  await userEvent.click(await screen.findByRole("button", { name: "Give it to Ben" }));
  const dialog = await screen.findByRole("dialog", { name: "Give the workflow to Ben?" });
  expect(dialog).toHaveTextContent("You keep only what your roles and shares allow");
  expect(server.to(route)).toHaveLength(0);
  await userEvent.click(within(dialog).getByRole("button", { name: "Give it away" }));

  expect(await screen.findByText("The workflow belongs to Ben now.")).toBeVisible();
  expect(server.to(route)[0]?.body).toEqual({ user_id: "user-2" });
});

it("lets nobody share who may not", async () => {
  const { server } = open({ workflow: { permissions: ["workflows.read"] } });

  expect(await screen.findByText(/You may not share this workflow/)).toBeVisible();
  expect(screen.getByRole("radio", { name: "Private" })).toBeDisabled();
  expect(screen.queryByRole("combobox", { name: "Share with" })).not.toBeInTheDocument();
  expect(server.to(SHARES)).toHaveLength(0);
});
