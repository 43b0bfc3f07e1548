import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { connection } from "~/api/connection";
import { session } from "~/api/session";
import { keepWayBack } from "~/features/sign-in/way-back";
import { aSignIn, EVERYTHING, renderApp } from "~/testing/app";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { page } from "~/testing/workflows";

const USAGE = "GET /api/v1/usage";
const ME = {
  id: "user-1",
  email: "ada@example.com",
  name: "Ada",
  is_platform_owner: false,
  permissions: EVERYTHING,
  tenant: null,
};

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    "POST /api/v1/auth/refresh": () => Response.json(aSignIn()),
    "GET /api/v1/auth/options": { needs_setup: false, registration: "closed", providers: [] },
    "GET /api/v1/me": ME,
    "GET /api/v1/api-keys": page([]),
    [USAGE]: problem(403, "forbidden"),
    "GET /api/v1/metrics": problem(403, "forbidden"),
    ...routes,
  });
}

const navigation = () => screen.findByRole("navigation", { name: "Main" });

beforeEach(() => {
  connection.setState({ isLost: false });
  localStorage.clear();
});

it("marks the screen one is at, and names the tab after it", async () => {
  server();
  renderApp("/api-keys");

  const link = await within(await navigation()).findByRole("link", { name: "API keys" });

  await screen.findByRole("heading", { name: "API keys", level: 1 });
  expect(link).toHaveAttribute("aria-current", "page");
  expect(within(await navigation()).getByRole("link", { name: "Usage" })).not.toHaveAttribute("aria-current");
  expect(document.title).toBe("API keys · Thaiyyal");
});

it("moves the focus to the heading of the next screen", async () => {
  server();
  renderApp("/api-keys");
  await screen.findByRole("heading", { name: "API keys", level: 1 });

  await userEvent.click(within(await navigation()).getByRole("link", { name: "Usage" }));

  await waitFor(() => expect(screen.getByRole("heading", { name: "Usage", level: 1 })).toHaveFocus());
});

it("offers only the screens that one's roles allow", async () => {
  server({ "GET /api/v1/me": { ...ME, permissions: ["api_keys.read"] } });
  renderApp("/api-keys");
  await screen.findByRole("heading", { name: "API keys", level: 1 });

  await waitFor(async () =>
    expect(within(await navigation()).queryByRole("link", { name: "Usage" })).not.toBeInTheDocument(),
  );
  expect(within(await navigation()).queryByRole("link", { name: "Platform" })).not.toBeInTheDocument();
});

it("shows the platform to its owner", async () => {
  server({ "GET /api/v1/me": { ...ME, is_platform_owner: true } });
  renderApp("/api-keys");

  expect(await within(await navigation()).findByRole("link", { name: "Platform" })).toBeVisible();
});

it("narrows the navigation and remembers that", async () => {
  server();
  renderApp("/api-keys");

  await userEvent.click(await screen.findByRole("button", { name: "Narrow the navigation" }));

  const link = within(await navigation()).getByRole("link", { name: "API keys" });
  expect(link).not.toHaveTextContent("API keys");
  expect(localStorage.getItem("thaiyyal.navigation-narrow")).toBe("true");
});

it("begins with a way past the navigation", async () => {
  server();
  renderApp("/api-keys");
  await screen.findByRole("heading", { name: "API keys", level: 1 });

  await userEvent.tab();

  expect(screen.getByRole("link", { name: "Skip to the content" })).toHaveFocus();
  expect(screen.getByRole("link", { name: "Skip to the content" })).toHaveAttribute("href", "#main");
  expect(document.querySelector("#main")).toBe(screen.getByRole("main"));
});

it("says that the server does not answer, and that it does again", async () => {
  const asked = server({
    "GET /api/v1/auth/options": () => Promise.reject(new TypeError("Failed to fetch")),
  });
  renderApp("/api-keys");
  await screen.findByRole("heading", { name: "API keys", level: 1 });

  act(() => void window.dispatchEvent(new Event("offline")));
  expect(await screen.findByText(/The server does not answer/)).toBeVisible();

  await userEvent.click(screen.getByRole("button", { name: "Try now" }));
  expect(screen.getByText(/The server does not answer/)).toBeVisible();

  asked.answer({ "GET /api/v1/auth/options": {} });
  act(() => void window.dispatchEvent(new Event("online")));
  expect(await screen.findByText("The server answers again.")).toBeVisible();
  expect(screen.queryByText(/The server does not answer/)).not.toBeInTheDocument();
});

it("keeps the navigation when a screen breaks", async () => {
  vi.spyOn(globalThis.console, "error").mockImplementation(() => {});
  vi.spyOn(globalThis.console, "warn").mockImplementation(() => {});
  server({ "GET /api/v1/api-keys": { items: null } });
  renderApp("/api-keys");

  expect(await screen.findByText("This screen could not be shown")).toBeVisible();
  expect(within(await navigation()).getByRole("link", { name: "Usage" })).toBeVisible();

  await userEvent.click(within(await navigation()).getByRole("link", { name: "Usage" }));
  expect(await screen.findByRole("heading", { name: "Usage", level: 1 })).toBeVisible();
});

it("says so to who is a member nowhere, and still shows them their account", async () => {
  server({ "POST /api/v1/auth/refresh": () => Response.json(aSignIn({ tenant: null })) });
  renderApp("/usage");

  expect(await screen.findByRole("heading", { name: "You are in no tenant" })).toBeVisible();
  await userEvent.click(screen.getByRole("link", { name: "Your account" }));

  expect(await screen.findByRole("heading", { name: "Account", level: 1 })).toBeVisible();
});

it("goes to the set-up while nobody owns the installation", async () => {
  server({
    "POST /api/v1/auth/refresh": problem(401, "token_invalid"),
    "GET /api/v1/auth/options": { needs_setup: true, registration: "closed", providers: [] },
  });
  const { address } = renderApp("/sign-in");

  await waitFor(() => expect(address()).toBe("/setup"));
});

it("goes on where one was before one went to a provider, in the same tenant", async () => {
  const tenant = { id: "tenant-2", slug: "b", name: "B", roles: [], permissions: [] };
  server({ "POST /api/v1/auth/tenant": () => Response.json(aSignIn({ tenant })) });
  keepWayBack({ href: "/api-keys?q=robot", tenantId: "tenant-2" });

  const { address } = renderApp("/");

  await waitFor(() => expect(address()).toBe("/api-keys?q=robot"));
  expect(session.getState()).toMatchObject({ tenant: { id: "tenant-2" } });
});

it("says that there is nothing at an address", async () => {
  server();
  renderApp("/nowhere");

  expect(await screen.findByRole("heading", { name: "There is nothing at this address" })).toBeVisible();
});

it("has nothing that axe minds", async () => {
  server();
  const { container } = renderApp("/api-keys");
  await screen.findByRole("heading", { name: "API keys", level: 1 });

  expect(await axeFindings(container)).toEqual([]);
});
