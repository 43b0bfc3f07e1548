import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { Json } from "~/document/types";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { type PanelOptions, renderPanel } from "~/testing/panel";
import { aMember, aRole, aWorkflowDetail, me, page } from "~/testing/workflows";
import { SharingPanel } from "./sharing-panel";

const ONE = "/api/v1/workflows/:id";
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

it("takes a share away", async () => {
  const route = `DELETE ${ONE}/shares/users/:user`;
  const { server } = open({}, { [route]: new Response(null, { status: 204 }) });

  await userEvent.click(await screen.findByRole("button", { name: "Stop sharing with Ben" }));

  await waitFor(() => expect(server.to(route)).toHaveLength(1));
});

it("makes the workflow private at the revision that is edited", async () => {
  const answer = Response.json(aWorkflowDetail({ visibility: "private" }), { headers: { etag: '"2"' } });
  const { server } = open({}, { [`PUT ${ONE}`]: answer });

  await userEvent.click(await screen.findByRole("radio", { name: "Private" }));

  expect(await screen.findByText("The workflow is private.")).toBeVisible();
  expect(server.to(`PUT ${ONE}`)[0]?.headers.get("if-match")).toBe('"1"');
  expect(server.to(`PUT ${ONE}`)[0]?.body).toEqual({ visibility: "private" });
});

it("lets nobody share who may not", async () => {
  const { server } = open({ workflow: { permissions: ["workflows.read"] } });

  expect(await screen.findByText(/You may not share this workflow/)).toBeVisible();
  expect(screen.getByRole("radio", { name: "Private" })).toBeDisabled();
  expect(screen.queryByRole("combobox", { name: "Share with" })).not.toBeInTheDocument();
  expect(server.to(SHARES)).toHaveLength(0);
});
