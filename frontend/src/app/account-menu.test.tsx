import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { enter, session } from "~/api/session";
import { finishBeforeLeaving } from "~/lib/before-leaving";
import { aSignIn } from "~/testing/app";
import { fakeServer } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { AccountMenu } from "./account-menu";

const LOGOUT = "POST /api/v1/auth/logout";

it("signs out", async () => {
  const { server, address } = await signOut();

  await waitFor(() => expect(address()).toBe("/sign-in"));
  expect(server.to(LOGOUT)).toHaveLength(1);
  expect(session.getState().state).toBe("signed-out");
});

it("lets what is open finish before the session ends", async () => {
  const seen: string[] = [];
  onTestFinished(finishBeforeLeaving(async () => seen.push(session.getState().state) > 0));

  const { server } = await signOut();

  await waitFor(() => expect(server.to(LOGOUT)).toHaveLength(1));
  expect(seen).toEqual(["signed-in"]);
});

it("asks who would leave something unsaved behind", async () => {
  onTestFinished(finishBeforeLeaving(async () => false));
  const { server, address } = await signOut();

  await press("Cancel");
  await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
  expect(server.to(LOGOUT)).toHaveLength(0);
  await choose();
  await press("Sign out");

  await waitFor(() => expect(address()).toBe("/sign-in"));
});

async function signOut() {
  const server = fakeServer({ [LOGOUT]: () => new Response(null, { status: 204 }) });
  enter(aSignIn());
  const shown = renderScreen(<AccountMenu narrow={false} />, { at: "/workflows" });
  await choose();
  return { server, ...shown };
}

async function choose() {
  await userEvent.click(await screen.findByRole("button", { name: /^Ada/ }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Sign out" }));
}

async function press(name: string) {
  const dialog = await screen.findByRole("dialog", { name: "Sign out with unsaved changes?" });
  await userEvent.click(within(dialog).getByRole("button", { name }));
}
