import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { aMe } from "~/testing/account";
import { axeFindings } from "~/testing/axe";
import { type FakeRoutes, fakeServer } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { SecondFactorSection } from "./second-factor-section";

const BEGIN = "POST /api/v1/me/totp";
const CONFIRM = "POST /api/v1/me/totp/confirm";
const REMOVE = "DELETE /api/v1/me/totp";
const NEW_CODES = "POST /api/v1/me/recovery-codes";
const CODES = { recovery_codes: ["aaaa-bbbb", "cccc-dddd"] };

function wrong(pointer: string) {
  const errors = [{ pointer, code: "wrong", message: "this is not right" }];
  return Response.json({ code: "not_confirmed", detail: "See errors.", errors }, { status: 422 });
}

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [BEGIN]: { secret: "ABCDEFGH", otpauth_uri: "otpauth://totp/Thaiyyal:ada?secret=ABCDEFGH" },
    [CONFIRM]: CODES,
    [NEW_CODES]: CODES,
    [REMOVE]: () => new Response(null, { status: 204 }),
    ...routes,
  });
}

it("turns on by a code of the app and shows the recovery codes once", async () => {
  const asked = server();
  renderScreen(<SecondFactorSection me={aMe()} />, { at: "/" });
  await userEvent.click(await screen.findByRole("button", { name: "Turn it on" }));

  expect(await screen.findByRole("img", { name: "QR code of the secret" })).toBeVisible();
  expect(screen.getByRole("textbox", { name: "Secret" })).toHaveTextContent("ABCD EFGH");
  await userEvent.type(screen.getByRole("textbox", { name: "Code that the app shows" }), "123 456{Enter}");

  const codes = await screen.findByRole("list", { name: "Recovery codes" });
  expect(
    within(codes)
      .getAllByRole("listitem")
      .map((each) => each.textContent),
  ).toEqual(CODES.recovery_codes);
  expect(asked.to(CONFIRM)[0]?.body).toEqual({ code: "123456" });
  expect(asked.to(BEGIN)).toHaveLength(1);

  await userEvent.keyboard("{Escape}");
  expect(codes).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "I have stored them" }));
  await waitFor(() => expect(screen.queryByText("aaaa-bbbb")).not.toBeInTheDocument());
});

it("keeps the secret when a code is wrong", async () => {
  const asked = server({ [CONFIRM]: () => wrong("/body/code") });
  renderScreen(<SecondFactorSection me={aMe()} />, { at: "/" });
  await userEvent.click(await screen.findByRole("button", { name: "Turn it on" }));

  await userEvent.type(
    await screen.findByRole("textbox", { name: "Code that the app shows" }),
    "000000{Enter}",
  );

  expect(await screen.findByText(/This is not the code of now/)).toBeVisible();
  expect(screen.getByRole("img", { name: "QR code of the secret" })).toBeVisible();
  expect(asked.to(BEGIN)).toHaveLength(1);
});

it("turns off with the password, and says when it is wrong", async () => {
  const asked = server({ [REMOVE]: () => wrong("/body/password") });
  renderScreen(<SecondFactorSection me={aMe({ has_second_factor: true, recovery_codes_left: 8 })} />, {
    at: "/",
  });
  expect(await screen.findByText("8 recovery codes left.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Turn it off" }));
  const dialog = await screen.findByRole("dialog", { name: "Turn off the second factor?" });

  await userEvent.type(within(dialog).getByLabelText("Your password"), "wrong{Enter}");
  expect(await within(dialog).findByText("This is not right.")).toBeVisible();

  asked.answer({ [REMOVE]: () => new Response(null, { status: 204 }) });
  await userEvent.click(within(dialog).getByRole("button", { name: "Turn it off" }));
  expect(await screen.findByText("The second factor is off.")).toBeVisible();
  expect(asked.to(REMOVE).at(-1)?.body).toEqual({ password: "wrong" });
});

it("makes new recovery codes with a code", async () => {
  const asked = server();
  renderScreen(<SecondFactorSection me={aMe({ has_second_factor: true, has_password: false })} />, {
    at: "/",
  });
  await userEvent.click(await screen.findByRole("button", { name: "New recovery codes" }));
  const dialog = await screen.findByRole("dialog", { name: "New recovery codes" });
  expect(within(dialog).queryByLabelText("Your password")).not.toBeInTheDocument();

  await userEvent.type(within(dialog).getByRole("textbox", { name: "Code" }), "123456{Enter}");

  expect(await screen.findByText("cccc-dddd")).toBeVisible();
  expect(asked.to(NEW_CODES)[0]?.body).toEqual({ code: "123456" });
});

it("has nothing that axe minds while the secret is shown", async () => {
  server();
  const { baseElement } = renderScreen(<SecondFactorSection me={aMe()} />, { at: "/" });
  await userEvent.click(await screen.findByRole("button", { name: "Turn it on" }));
  await screen.findByRole("img", { name: "QR code of the secret" });

  expect(await axeFindings(baseElement)).toEqual([]);
});
