import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { session } from "~/api/session";
import { aSignIn } from "~/testing/app";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer, problem } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { SignInPage } from "./sign-in-page";
import { takeWayBack } from "./way-back";

const LOGIN = "POST /api/v1/auth/login";
const OPTIONS = {
  needs_setup: false,
  registration: "invitation",
  providers: [
    { name: "corporate", label: "Sign in with Corporate", path: "/api/v1/auth/oidc/corporate/start" },
  ],
  password_rules: { min_characters: 12, max_characters: 1_024, summary: "At least 12 characters." },
};

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    "GET /api/v1/auth/options": OPTIONS,
    [LOGIN]: () => Response.json(aSignIn()),
    ...routes,
  });
}

async function signIn() {
  await userEvent.type(await screen.findByRole("textbox", { name: "E-mail address" }), "ada@example.com");
  await userEvent.type(screen.getByLabelText("Password"), "seven quiet lanterns{Enter}");
}

beforeEach(() => session.setState({ state: "signed-out" }, true));

it("signs in and goes to where one wanted", async () => {
  const asked = server();
  const { address } = renderScreen(<SignInPage />, { at: "/sign-in?to=%2Fexecutions%3Fstatus%3Dfailed" });

  await signIn();

  await waitFor(() => expect(address()).toBe("/executions?status=failed"));
  expect(asked.to(LOGIN)[0]?.body).toEqual({
    email: "ada@example.com",
    password: "seven quiet lanterns",
    cookie: true,
  });
  expect(session.getState().state).toBe("signed-in");
});

it("never leads to another site", async () => {
  server();
  const { address } = renderScreen(<SignInPage />, { at: "/sign-in?to=%2F%2Fevil.example%2F" });

  await signIn();

  await waitFor(() => expect(address()).toBe("/"));
});

it("says what is missing before anything is sent", async () => {
  const asked = server();
  renderScreen(<SignInPage />, { at: "/sign-in" });

  await userEvent.click(await screen.findByRole("button", { name: "Sign in" }));

  expect(await screen.findByText("Give your password.")).toBeVisible();
  expect(screen.getByRole("textbox", { name: "E-mail address" })).toBeInvalid();
  expect(asked.to(LOGIN)).toHaveLength(0);
});

it("tells why it was refused and keeps the address", async () => {
  server({ [LOGIN]: problem(401, "sign_in_failed", "Address and password do not belong together.") });
  renderScreen(<SignInPage />, { at: "/sign-in" });

  await signIn();

  expect(await screen.findByRole("alert")).toHaveTextContent("Address and password do not belong together.");
  expect(screen.getByRole("textbox", { name: "E-mail address" })).toHaveValue("ada@example.com");
});

it("asks for the second factor when the password was right", async () => {
  const asked = server({ [LOGIN]: problem(401, "second_factor_required") });
  renderScreen(<SignInPage />, { at: "/sign-in" });
  await signIn();
  const code = await screen.findByRole("textbox", { name: "Code" });
  await waitFor(() => expect(code).toHaveFocus());
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();

  await userEvent.type(code, "000 000{Enter}");
  expect(await screen.findByRole("alert")).toBeVisible();

  asked.answer({ [LOGIN]: () => Response.json(aSignIn()) });
  await userEvent.clear(code);
  await userEvent.type(code, "123 456{Enter}");
  await waitFor(() => expect(session.getState().state).toBe("signed-in"));
  expect(asked.to(LOGIN).at(-1)?.body).toMatchObject({ totp: "123456" });
});

it("offers providers, and says when one refused", async () => {
  server();
  renderScreen(<SignInPage />, { at: "/sign-in#sign-in-problem=not_admitted" });

  expect(await screen.findByRole("link", { name: "Sign in with Corporate" })).toHaveAttribute(
    "href",
    "/api/v1/auth/oidc/corporate/start",
  );
  expect(screen.getByRole("alert")).toHaveTextContent("nobody has invited you here");
});

it("comes back from a provider to where one wanted", async () => {
  const providers = [{ name: "corporate", label: "Corporate", path: "#corporate" }];
  server({ "GET /api/v1/auth/options": { ...OPTIONS, providers } });
  renderScreen(<SignInPage />, { at: "/sign-in?to=/executions" });

  await userEvent.click(await screen.findByRole("link", { name: "Corporate" }));

  expect(takeWayBack()?.href).toBe("/executions");
});

it.each(["__proto__", "constructor", "<script>1</script>"])(
  "takes %s for no reason that it knows",
  async (reason) => {
    server();
    renderScreen(<SignInPage />, { at: `/sign-in#sign-in-problem=${encodeURIComponent(reason)}` });

    expect(await screen.findByRole("alert")).toHaveTextContent("through the provider did not work");
  },
);

it.each([
  ["open", true],
  ["invitation", false],
])("with registration %s, offers to make an account: %s", async (registration, isOffered) => {
  server({ "GET /api/v1/auth/options": { ...OPTIONS, registration } });
  renderScreen(<SignInPage />, { at: "/sign-in" });
  await screen.findByRole("button", { name: "Sign in" });

  expect(screen.queryByRole("link", { name: "Make an account" }) !== null).toBe(isOffered);
});

it("has nothing that axe minds", async () => {
  server();
  const { container } = renderScreen(<SignInPage />, { at: "/sign-in" });
  await screen.findByRole("button", { name: "Sign in" });

  expect(await axeFindings(container)).toEqual([]);
});
