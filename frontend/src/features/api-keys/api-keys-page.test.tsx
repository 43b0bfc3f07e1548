import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { aMe, anApiKey } from "~/testing/account";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { page } from "~/testing/workflows";
import { ApiKeysPage } from "./api-keys-page";

const LIST = "GET /api/v1/api-keys";
const MAKE = "POST /api/v1/api-keys";
const OWN = ["api_keys.create", "api_keys.read", "api_keys.delete", "workflows.read", "workflows.execute"];

function server(routes: FakeRoutes = {}, permissions: readonly string[] = OWN) {
  return fakeServer({
    [LIST]: page([anApiKey()]),
    "GET /api/v1/me": () => Response.json(aMe({ permissions: [...permissions] })),
    "GET /api/v1/permissions": page([{ name: "workflows.read", description: "See workflows." }]),
    [MAKE]: () => Response.json({ ...anApiKey({ name: "Report" }), key: "thk_secret" }, { status: 201 }),
    "DELETE /api/v1/api-keys/:id": () => new Response(null, { status: 204 }),
    ...routes,
  });
}

const row = (name: RegExp) => screen.findByRole("row", { name });

it("lists keys with when they were used", async () => {
  server();
  renderScreen(<ApiKeysPage />, { at: "/api-keys" });

  const found = await row(/Nightly import/);

  expect(within(found).getByText("thk_1a2b…")).toBeVisible();
  expect(within(found).getByText("Never")).toBeVisible();
  expect(within(found).getByText("1 permission")).toBeVisible();
  expect(screen.queryByRole("radio", { name: "Everybody's" })).not.toBeInTheDocument();
});

it("makes a key with some permissions and shows it once", async () => {
  const asked = server();
  renderScreen(<ApiKeysPage />, { at: "/api-keys" });
  await userEvent.click(await screen.findByRole("button", { name: "New API key" }));
  const form = await screen.findByRole("dialog", { name: "New API key" });

  await userEvent.click(within(form).getByRole("button", { name: "Make the key" }));
  expect(await within(form).findByText("A key needs a name.")).toBeVisible();
  await userEvent.type(within(form).getByRole("textbox", { name: "Name" }), "Report");
  await userEvent.click(within(form).getByRole("radio", { name: "Only some of it" }));
  await userEvent.click(within(form).getByRole("button", { name: "Make the key" }));
  expect(await within(form).findByText("Choose at least one permission.")).toBeVisible();
  await userEvent.click(await within(form).findByRole("checkbox", { name: "See workflows." }));
  await userEvent.click(within(form).getByRole("button", { name: "Make the key" }));

  const shown = await screen.findByRole("dialog", { name: "The key “Report”" });
  expect(within(shown).getByRole("textbox", { name: "Key" })).toHaveTextContent("thk_secret");
  expect(within(shown).getByRole("textbox", { name: "Try it" })).toHaveTextContent("X-API-Key: thk_secret");
  expect(asked.to(MAKE)[0]?.body).toEqual({
    name: "Report",
    expires_in_days: 90,
    scopes: ["workflows.read"],
  });

  await userEvent.keyboard("{Escape}");
  expect(shown).toBeVisible();
  await userEvent.click(within(shown).getByRole("button", { name: "I have stored it" }));
  await waitFor(() => expect(screen.queryByText("thk_secret")).not.toBeInTheDocument());
});

it("offers no permission that a key cannot use or that one has not", async () => {
  server();
  renderScreen(<ApiKeysPage />, { at: "/api-keys?dialog=new" });
  await userEvent.click(await screen.findByRole("radio", { name: "Only some of it" }));

  expect(screen.getByRole("group", { name: "Workflows" })).toBeVisible();
  expect(screen.queryByRole("checkbox", { name: "create" })).not.toBeInTheDocument();

  await userEvent.click(screen.getByRole("button", { name: "Only reading" }));
  expect(screen.getByRole("checkbox", { name: "read" })).toBeChecked();
  expect(screen.getByRole("checkbox", { name: "execute" })).not.toBeChecked();
});

it("makes a key that may do everything that one may", async () => {
  const asked = server();
  renderScreen(<ApiKeysPage />, { at: "/api-keys?dialog=new" });

  await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "All{Enter}");

  await screen.findByText("thk_secret");
  expect(asked.to(MAKE)[0]?.body).toMatchObject({ scopes: null });
});

it("keeps the form with the reason when no key was made", async () => {
  server({ [MAKE]: problem(409, "too_many_api_keys", "You have 100 keys.") });
  renderScreen(<ApiKeysPage />, { at: "/api-keys?dialog=new" });

  await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "All{Enter}");

  expect(await screen.findByText("You have 100 keys.")).toBeVisible();
  expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("All");
});

it("revokes a key when that is confirmed", async () => {
  const asked = server();
  renderScreen(<ApiKeysPage />, { at: "/api-keys" });
  await userEvent.click(await screen.findByRole("button", { name: "Revoke Nightly import" }));

  const dialog = await screen.findByRole("dialog", { name: "Revoke “Nightly import”?" });
  expect(asked.to("DELETE /api/v1/api-keys/:id")).toHaveLength(0);
  await userEvent.click(within(dialog).getByRole("button", { name: "Revoke the key" }));

  expect(await screen.findByText("“Nightly import” is revoked.")).toBeVisible();
  expect(asked.to("DELETE /api/v1/api-keys/:id")[0]?.params).toEqual({ id: "key-1" });
});

it("folds keys that are good no more", async () => {
  server({ [LIST]: page([anApiKey(), anApiKey({ id: "key-2", name: "Old one", state: "revoked" })]) });
  const { address } = renderScreen(<ApiKeysPage />, { at: "/api-keys" });
  await row(/Nightly import/);
  expect(screen.queryByText("Old one")).not.toBeInTheDocument();

  await userEvent.click(screen.getByRole("button", { name: "Show 1 key that is expired or revoked" }));

  const old = await row(/Old one/);
  expect(within(old).queryByRole("button", { name: "Revoke Old one" })).not.toBeInTheDocument();
  expect(address()).toBe("/api-keys?old=yes");
});

it("shows everybody's keys to who looks after them", async () => {
  const other = anApiKey({ id: "key-2", name: "Bot", user_id: "user-2", user_email: "ben@example.com" });
  const asked = server(
    { [LIST]: ({ search }) => page(search.get("all") === "true" ? [anApiKey(), other] : [anApiKey()]) },
    [...OWN, "api_keys.manage"],
  );
  const { address } = renderScreen(<ApiKeysPage />, { at: "/api-keys" });

  await userEvent.click(await screen.findByRole("radio", { name: "Everybody's" }));

  expect(within(await row(/Bot/)).getByText("ben@example.com")).toBeVisible();
  expect(await screen.findByRole("button", { name: "Revoke Bot" })).toBeVisible();
  expect(address()).toBe("/api-keys?whose=all");
  expect(asked.to(LIST).at(-1)?.search.get("all")).toBe("true");
});

it("loads more when there is more", async () => {
  server({
    [LIST]: ({ search }) =>
      search.has("cursor") ? page([anApiKey({ id: "b", name: "Second" })]) : page([anApiKey()], "next"),
  });
  renderScreen(<ApiKeysPage />, { at: "/api-keys" });

  await userEvent.click(await screen.findByRole("button", { name: "Load more API keys" }));

  expect(await row(/Second/)).toBeVisible();
});

it("says that there are none, and offers none to who may not make any", async () => {
  server({ [LIST]: page([]) }, ["api_keys.read"]);
  renderScreen(<ApiKeysPage />, { at: "/api-keys?dialog=new" });

  expect(await screen.findByRole("heading", { name: "No API keys" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "New API key" })).not.toBeInTheDocument();
  expect(screen.queryByRole("dialog")).not.toBeInTheDocument();
});

it("has nothing that axe minds, with and without the form", async () => {
  server();
  const { container, unmount } = renderScreen(<ApiKeysPage />, { at: "/api-keys" });
  await row(/Nightly import/);
  expect(await axeFindings(container)).toEqual([]);
  unmount();

  const { baseElement } = renderScreen(<ApiKeysPage />, { at: "/api-keys?dialog=new" });
  await userEvent.click(await screen.findByRole("radio", { name: "Only some of it" }));
  expect(await axeFindings(baseElement)).toEqual([]);
});
