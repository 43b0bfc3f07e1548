import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { meAs, PERMISSIONS } from "~/testing/people";
import { renderScreen } from "~/testing/screen";
import { aRole, page } from "~/testing/workflows";
import { RolesPage } from "./roles-page";

const ROLES = "GET /api/v1/roles";
const SAVE = "PUT /api/v1/roles/:id";
const REMOVE = "DELETE /api/v1/roles/:id";
const MINE = [
  "roles.read",
  "roles.create",
  "roles.update",
  "roles.delete",
  "users.read",
  "workflows.read",
  "workflows.execute",
];

const viewer = aRole({ permissions: ["workflows.read"] });
const operator = aRole({
  id: "role-2",
  name: "operator",
  description: "At night.",
  is_built_in: false,
  permissions: ["workflows.read"],
  members: 2,
});
const mighty = aRole({ id: "role-3", name: "mighty", is_built_in: false, permissions: ["tenant.delete"] });

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [ROLES]: page([viewer, operator, mighty]),
    "GET /api/v1/roles/:id": JSON.parse(JSON.stringify(operator)),
    "GET /api/v1/permissions": page(PERMISSIONS),
    "GET /api/v1/me": meAs(MINE),
    ...routes,
  });
}

const box = (name: string) => screen.findByRole("checkbox", { name });

it("shows what each role allows, with row and column headers", async () => {
  server();
  const { container } = renderScreen(<RolesPage />, { at: "/roles" });

  const row = await screen.findByRole("row", { name: /Start executions/ });

  expect(within(row).getByRole("rowheader", { name: /Start executions/ })).toBeVisible();
  expect(within(row).getAllByText("Not allowed")).toHaveLength(2);
  expect(screen.getByRole("columnheader", { name: /operator.*2 members/ })).toBeVisible();
  expect(screen.getByRole("link", { name: "2 members" })).toHaveAttribute("href", "/members?role=operator");
  expect(await axeFindings(container)).toEqual([]);
});

it("keeps built-in roles, roles above me, and permissions that I lack as they are", async () => {
  server();
  renderScreen(<RolesPage />, { at: "/roles" });

  expect(await box("operator: Delete the tenant with everything in it.")).toBeDisabled();
  expect(screen.getByText("You may not do this yourself, so you cannot give it.")).toBeVisible();
  expect(screen.getByText("It allows what you may not do yourself, such as tenant.delete.")).toBeVisible();
  expect(screen.queryByRole("checkbox", { name: /^viewer/ })).not.toBeInTheDocument();
  expect(screen.queryByRole("checkbox", { name: /^mighty/ })).not.toBeInTheDocument();
});

it("saves what was ticked, and says what is not saved until then", async () => {
  const saved = { ...operator, permissions: ["workflows.execute"] };
  const asked = server({ [SAVE]: JSON.parse(JSON.stringify(saved)) });
  renderScreen(<RolesPage />, { at: "/roles" });
  await userEvent.click(await box("operator: Start executions."));
  await userEvent.click(await box("operator: See workflows and their versions."));

  expect(screen.getByText("Not saved yet: operator (1 permission more, 1 permission fewer)")).toBeVisible();
  expect(await box("operator: Start executions. (not saved)")).toBeChecked();
  asked.answer({ [ROLES]: page([viewer, saved]) });
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await waitFor(() => expect(screen.queryByText(/Not saved yet/)).not.toBeInTheDocument());
  expect(asked.to(SAVE)[0]?.body).toEqual({
    name: "operator",
    description: "At night.",
    permissions: ["workflows.execute"],
  });
  expect(await box("operator: Start executions.")).toBeChecked();
});

it("discards what was ticked, by keyboard too", async () => {
  server();
  renderScreen(<RolesPage />, { at: "/roles" });
  const execute = await box("operator: Start executions.");
  execute.focus();
  await userEvent.keyboard(" ");
  expect(await box("operator: Start executions. (not saved)")).toHaveFocus();

  await userEvent.click(screen.getByRole("button", { name: "Discard" }));

  expect(await box("operator: Start executions.")).not.toBeChecked();
  expect(screen.queryByText(/Not saved yet/)).not.toBeInTheDocument();
});

it("keeps what was ticked when it is refused", async () => {
  server({ [SAVE]: problem(403, "escalation", "you cannot give rights that you do not have") });
  renderScreen(<RolesPage />, { at: "/roles" });
  await userEvent.click(await box("operator: Start executions."));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  expect(await screen.findByText("you cannot give rights that you do not have")).toBeVisible();
  expect(await box("operator: Start executions. (not saved)")).toBeChecked();
});

it("asks before one leaves with something unsaved", async () => {
  server();
  const { address } = renderScreen(<RolesPage />, { at: "/roles" });
  await userEvent.click(await box("operator: Start executions."));

  await userEvent.click(screen.getByRole("link", { name: "Members" }));
  await userEvent.click(await screen.findByRole("button", { name: "Cancel" }));
  expect(address()).toBe("/roles");

  await userEvent.click(screen.getByRole("link", { name: "Members" }));
  await userEvent.click(await screen.findByRole("button", { name: "Leave" }));
  await waitFor(() => expect(address()).toBe("/members"));
});

it("finds permissions, and shows only roles of one's own", async () => {
  server();
  renderScreen(<RolesPage />, { at: "/roles?q=execut&kind=own" });

  expect(await screen.findByRole("row", { name: /Start executions/ })).toBeVisible();
  expect(screen.queryByRole("row", { name: /See workflows/ })).not.toBeInTheDocument();
  expect(screen.queryByRole("columnheader", { name: /viewer/ })).not.toBeInTheDocument();
});

it("makes a role that begins like another, without what one may not give", async () => {
  const asked = server({
    "POST /api/v1/roles": JSON.parse(JSON.stringify({ ...operator, name: "night" })),
    [ROLES]: page([
      viewer,
      aRole({ id: "o", name: "owner", permissions: ["workflows.read", "tenant.delete"] }),
    ]),
  });
  renderScreen(<RolesPage />, { at: "/roles?dialog=new" });

  await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "night");
  await userEvent.click(screen.getByRole("combobox", { name: /Begin with/ }));
  await userEvent.click(screen.getByRole("option", { name: "owner" }));
  expect(screen.getByText(/1 permission of owner at first. 1 other you may not give/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Make the role" }));

  expect(await screen.findByText("The role night is made.")).toBeVisible();
  expect(asked.to("POST /api/v1/roles")[0]?.body).toEqual({
    name: "night",
    description: "",
    permissions: ["workflows.read"],
  });
});

it("renames a role, and leaves it what it allows by now", async () => {
  const permissions = ["workflows.read"];
  const now = JSON.parse(JSON.stringify({ ...operator, permissions }));
  const asked = server({ [SAVE]: now, "GET /api/v1/roles/:id": now });
  renderScreen(<RolesPage />, { at: "/roles" });
  await userEvent.click(await screen.findByRole("button", { name: "Actions for the role operator" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Rename or describe" }));

  await userEvent.clear(await screen.findByRole("textbox", { name: "Name" }));
  await userEvent.type(screen.getByRole("textbox", { name: "Name" }), "runner");
  await userEvent.click(screen.getByRole("button", { name: "Save" }));

  await waitFor(() => expect(asked.to(SAVE)[0]?.body).toMatchObject({ name: "runner", permissions }));
});

it("deletes a role in use only when another takes its place", async () => {
  const asked = server({ [REMOVE]: () => new Response(null, { status: 204 }) });
  renderScreen(<RolesPage />, { at: "/roles" });
  await userEvent.click(await screen.findByRole("button", { name: "Actions for the role operator" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Delete" }));

  expect(await screen.findByRole("button", { name: "Delete the role" })).toBeDisabled();
  await userEvent.click(screen.getByRole("combobox", { name: /Role in its place/ }));
  expect(screen.queryByRole("option", { name: "mighty" })).not.toBeInTheDocument();
  await userEvent.click(screen.getByRole("option", { name: "viewer" }));
  await userEvent.click(screen.getByRole("button", { name: "Delete the role" }));

  await waitFor(() => expect(asked.to(REMOVE)[0]?.search.get("reassign_to")).toBe("role-1"));
});

it("only shows to who may only look", async () => {
  server({ "GET /api/v1/me": meAs(["roles.read"]) });
  renderScreen(<RolesPage />, { at: "/roles" });

  await screen.findByRole("row", { name: /Start executions/ });
  expect(screen.queryByRole("checkbox")).not.toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "New role" })).not.toBeInTheDocument();
});
