import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { anEntry, meAs } from "~/testing/people";
import { renderScreen } from "~/testing/screen";
import { aMember, page } from "~/testing/workflows";
import { AuditLog } from "./audit-log";
import { AuditPage } from "./audit-page";

const LIST = "GET /api/v1/audit-logs";
const EXPORT = "GET /api/v1/audit-logs/export";

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [EXPORT]: problem(403, "forbidden"),
    [LIST]: page([anEntry()]),
    "GET /api/v1/me": meAs(["audit.read", "audit.export", "users.read"]),
    "GET /api/v1/users": page([aMember({ id: "user-1", name: "Ada" })]),
    ...routes,
  });
}

const openDetails = async () =>
  userEvent.click(await screen.findByRole("button", { name: "Details of User roles changed" }));

it("lists who did what to which thing", async () => {
  server({
    [LIST]: page([anEntry(), anEntry({ id: "2", actor_kind: "system", user_id: null, status: "failure" })]),
  });
  const { container } = renderScreen(<AuditPage />, { at: "/audit-log" });

  const row = await screen.findByRole("row", { name: /User roles changed.*succeeded/ });

  expect(await within(row).findByText("Ada")).toBeVisible();
  expect(within(row).getByText("203.0.113.7")).toBeVisible();
  expect(screen.getByRole("row", { name: /The program.*refused/ })).toBeVisible();
  expect(await axeFindings(container)).toEqual([]);
});

it("opens an entry to what changed and all that is known", async () => {
  server({ [LIST]: page([anEntry({ details: { reason: "asked" } })]) });
  const { container } = renderScreen(<AuditPage />, { at: "/audit-log" });
  await openDetails();

  const changes = within(screen.getByRole("table", { name: "What changed" }));
  expect(changes.getByRole("row", { name: "roles + editor" })).toBeVisible();
  expect(screen.getByText("request-1")).toBeVisible();
  expect(screen.getByText(/"reason": "asked"/)).toBeVisible();
  expect(screen.getByRole("button", { name: /^Details/ })).toHaveAttribute("aria-expanded", "true");
  expect(await axeFindings(container)).toEqual([]);
});

it("leads from an entry to all of its request", async () => {
  server();
  const { address } = renderScreen(<AuditPage />, { at: "/audit-log?result=success" });
  await openDetails();

  await userEvent.click(screen.getByRole("button", { name: "of this request" }));

  await waitFor(() => expect(address()).toBe("/audit-log?request=request-1"));
});

it("keeps filters in the address: an action by choice, an address on Enter", async () => {
  const asked = server();
  const { address } = renderScreen(<AuditPage />, { at: "/audit-log" });
  await userEvent.type(await screen.findByRole("combobox", { name: "Action" }), "role.");
  await userEvent.click(await screen.findByRole("option", { name: "role.deleted" }));
  await waitFor(() => expect(address()).toBe("/audit-log?action=role.deleted"));

  await userEvent.type(screen.getByRole("textbox", { name: "Address or network" }), "10.0.0.0/8{Enter}");

  await waitFor(() => expect(asked.to(LIST).at(-1)?.search.get("address")).toBe("10.0.0.0/8"));
  expect(asked.to(LIST).at(-1)?.search.get("action")).toBe("role.deleted");
  await userEvent.click(screen.getByRole("button", { name: "Clear the filters" }));
  await waitFor(() => expect(address()).toBe("/audit-log"));
});

it("finds who acted by name", async () => {
  server();
  const { address } = renderScreen(<AuditPage />, { at: "/audit-log" });

  await userEvent.click(await screen.findByRole("combobox", { name: "User" }));
  await userEvent.click(await screen.findByRole("option", { name: /Ada/ }));

  await waitFor(() => expect(address()).toBe("/audit-log?user=user-1"));
});

it("says what is wrong with a filter instead of asking for it", async () => {
  const asked = server();
  renderScreen(<AuditPage />, { at: "/audit-log?address=here" });

  expect(await screen.findByRole("textbox", { name: "Address or network" })).toHaveAccessibleDescription(
    /Such as 203.0.113.7/,
  );
  await waitFor(() => expect(asked.to(LIST)[0]?.search.has("address")).toBe(false));
});

it("goes on where a page found nothing but the log has more", async () => {
  const asked = server({
    [LIST]: ({ search }) =>
      search.get("cursor") ? page([anEntry({ action: "role.created" })]) : page([], "next"),
  });
  renderScreen(<AuditPage />, { at: "/audit-log?q=rare" });

  expect(await screen.findByText(/Nothing more among the latest 20,000 entries/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Load more entries" }));

  expect(await screen.findByRole("row", { name: /Role created/ })).toBeVisible();
  expect(asked.to(LIST)).toHaveLength(2);
});

it("says that no entry fits, who may not see it, and who gets no answer", async () => {
  const asked = server({ [LIST]: page([]) });
  const first = renderScreen(<AuditPage />, { at: "/audit-log?q=nothing" });
  expect(await screen.findByRole("heading", { name: "No entry fits" })).toBeVisible();
  first.unmount();

  asked.answer({ [LIST]: problem(403, "forbidden") });
  const second = renderScreen(<AuditPage />, { at: "/audit-log" });
  expect(await screen.findByText("You may not see this")).toBeVisible();
  second.unmount();

  asked.answer({ [LIST]: problem(500, "internal") });
  renderScreen(<AuditPage />, { at: "/audit-log" });
  expect(await screen.findByRole("button", { name: "Try again" })).toBeVisible();
});

it("shows the platform's log by the platform's routes", async () => {
  const asked = server({ "GET /api/v1/platform/log": page([anEntry({ action: "tenant.created" })]) });
  renderScreen(<AuditLog log="platform" />, { at: "/platform?tab=log" });

  expect(await screen.findByRole("row", { name: /Tenant created/ })).toBeVisible();
  expect(screen.getByRole("textbox", { name: "Id of the user" })).toBeVisible();
  expect(asked.to(LIST)).toHaveLength(0);
});
