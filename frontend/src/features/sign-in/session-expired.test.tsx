import { Textarea } from "@mantine/core";
import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { enter, session } from "~/api/session";
import { aSignIn } from "~/testing/app";
import { axeFindings } from "~/testing/axe";
import { fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { SessionExpired } from "./session-expired";
import { takeWayBack } from "./way-back";

const LOGIN = "POST /api/v1/auth/login";
/** The address is one that the browser of a test goes to without leaving. */
const CORPORATE = { name: "corporate", label: "Sign in with Corporate", path: "#corporate" };

async function expired() {
  enter(aSignIn());
  const shown = renderScreen(
    <>
      <Textarea label="Note" />
      <SessionExpired />
    </>,
    { at: "/workflows" },
  );
  await userEvent.type(await screen.findByRole("textbox", { name: "Note" }), "half a sentence");
  const { user, tenant } = aSignIn();
  act(() => session.setState({ state: "expired", user, tenant }, true));
  return { ...shown, dialog: await screen.findByRole("dialog", { name: "Sign in again" }) };
}

it("asks to sign in again over what is open, and keeps what was typed", async () => {
  const asked = fakeServer({ [LOGIN]: () => Response.json(aSignIn()) });
  const { dialog, address } = await expired();
  expect(within(dialog).getByLabelText("E-mail address")).toHaveAttribute("readonly");

  await userEvent.type(within(dialog).getByLabelText("Password"), "seven quiet lanterns{Enter}");

  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(screen.getByRole("textbox", { name: "Note" })).toHaveValue("half a sentence");
  expect(address()).toBe("/workflows");
  expect(asked.to(LOGIN)[0]?.body).toMatchObject({ email: "ada@example.com" });
});

it("cannot be passed by", async () => {
  fakeServer();
  const { dialog } = await expired();

  await userEvent.keyboard("{Escape}");

  expect(dialog).toBeVisible();
  expect(within(dialog).queryByRole("button", { name: /Close/ })).not.toBeInTheDocument();
});

it("goes on in the tenant that one was in", async () => {
  const elsewhere = { id: "tenant-2", slug: "b", name: "B", roles: [], permissions: [] };
  fakeServer({
    [LOGIN]: () => Response.json(aSignIn({ tenant: elsewhere })),
    "POST /api/v1/auth/tenant": () => Response.json(aSignIn()),
  });
  const { dialog } = await expired();

  await userEvent.type(within(dialog).getByLabelText("Password"), "seven quiet lanterns{Enter}");

  await waitFor(() => expect(session.getState()).toMatchObject({ tenant: { id: "tenant-1" } }));
});

it("tells when the tenant that one was in is closed", async () => {
  const elsewhere = { id: "tenant-2", slug: "b", name: "B", roles: [], permissions: [] };
  fakeServer({
    [LOGIN]: () => Response.json(aSignIn({ tenant: elsewhere })),
    "POST /api/v1/auth/tenant": problem(403, "tenant_suspended", "The tenant is closed."),
  });
  const { dialog } = await expired();

  await userEvent.type(within(dialog).getByLabelText("Password"), "seven quiet lanterns{Enter}");

  expect(await screen.findByText("The tenant is closed.")).toBeVisible();
  expect(session.getState()).toMatchObject({ tenant: { id: "tenant-2" } });
});

it("lets nobody else go on with what is open", async () => {
  const ben = { id: "user-2", email: "ben@example.com", name: "Ben" };
  fakeServer({ [LOGIN]: () => Response.json(aSignIn({ user: ben })) });
  const { dialog, address } = await expired();
  const seen: string[] = [];
  onTestFinished(session.subscribe(({ state }) => seen.push(state)));

  await userEvent.type(within(dialog).getByLabelText("Password"), "seven quiet lanterns{Enter}");

  await waitFor(() => expect(session.getState()).toMatchObject({ user: { id: "user-2" } }));
  expect(seen).toEqual(["signed-out", "signed-in"]);
  await waitFor(() => expect(address()).toBe("/workflows"));
});

it("lets somebody else sign in", async () => {
  fakeServer();
  const { dialog, address } = await expired();

  await userEvent.click(within(dialog).getByRole("button", { name: "Sign in as somebody else" }));

  await waitFor(() => expect(address()).toBe("/sign-in"));
  expect(session.getState().state).toBe("signed-out");
});

it("leads through a provider, and back to where one was", async () => {
  fakeServer({ "GET /api/v1/auth/options": { providers: [CORPORATE] } });
  const { dialog } = await expired();

  await userEvent.click(await within(dialog).findByRole("link", { name: CORPORATE.label }));

  expect(takeWayBack()).toEqual({ href: "/workflows", tenantId: "tenant-1" });
});

it("has nothing that axe minds", async () => {
  fakeServer();
  const { baseElement } = await expired();

  expect(await axeFindings(baseElement)).toEqual([]);
});
