import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { revised, theRules } from "~/testing/account";
import { type FakeRoutes, fakeServer } from "~/testing/fake-server";
import { renderScreen } from "~/testing/screen";
import { errorsOf, listsOf, meaningOf, textsOf } from "./entries";
import { OutboundSection } from "./outbound-section";

const RULES = "GET /api/v1/tenant/outbound-rules";
const SAVE = "PUT /api/v1/tenant/outbound-rules";

function server(routes: FakeRoutes = {}) {
  return fakeServer({
    [RULES]: () => revised(theRules({ deny_domains: ["ads.example.org"] }), '"3"'),
    ...routes,
  });
}

it("says what the rules mean while they are typed", async () => {
  server();
  renderScreen(<OutboundSection canChange />, { at: "/" });
  expect(
    await screen.findByText("Workflows may reach every public address, except what is refused."),
  ).toBeVisible();

  await userEvent.type(screen.getByRole("textbox", { name: "Allowed domains" }), "example.org");

  expect(screen.getByRole("status")).toHaveTextContent(
    "Workflows may reach only the domains that are listed, except what is refused.",
  );
});

it("saves one entry a line, with the revision that was read", async () => {
  const stored = theRules({ allow_domains: ["example.org", "xn--bcher-kva.example"], deny_domains: [] });
  const asked = server({ [SAVE]: () => revised(stored, '"4"') });
  renderScreen(<OutboundSection canChange />, { at: "/" });

  const allowed = await screen.findByRole("textbox", { name: "Allowed domains" });
  await userEvent.type(allowed, " example.org{Enter}{Enter}bücher.example ");
  await userEvent.clear(screen.getByRole("textbox", { name: "Refused domains (1)" }));
  await userEvent.click(screen.getByRole("button", { name: "Save the rules" }));

  expect(await screen.findByText(/The rules are saved/)).toBeVisible();
  expect(asked.to(SAVE)[0]?.headers.get("if-match")).toBe('"3"');
  expect(asked.to(SAVE)[0]?.body).toEqual({
    allow_domains: ["example.org", "bücher.example"],
    deny_domains: [],
    allow_networks: [],
    deny_networks: [],
  });
  expect(screen.getByRole("textbox", { name: "Allowed domains (2)" })).toHaveValue(
    "example.org\nxn--bcher-kva.example",
  );
});

it("names the entries that are none at their list", async () => {
  const errors = [{ pointer: "/body/allow_domains/1", code: "value_error", message: "must be a domain" }];
  server({ [SAVE]: () => Response.json({ code: "invalid_request", errors }, { status: 422 }) });
  renderScreen(<OutboundSection canChange />, { at: "/" });

  await userEvent.type(
    await screen.findByRole("textbox", { name: "Allowed domains" }),
    "example.org{Enter}no domain",
  );
  await userEvent.click(screen.getByRole("button", { name: "Save the rules" }));

  const field = await screen.findByRole("textbox", { name: "Allowed domains (2)" });
  expect(await screen.findByText("“no domain” must be a domain")).toBeVisible();
  expect(field).toBeInvalid();
  expect(field).toHaveValue("example.org\nno domain");
});

it("tells who may not change the rules what they are", async () => {
  server();
  renderScreen(<OutboundSection canChange={false} />, { at: "/" });

  expect(await screen.findByRole("textbox", { name: "Refused domains (1)" })).toHaveAttribute("readonly");
  expect(screen.queryByRole("button", { name: "Save the rules" })).not.toBeInTheDocument();
});

it("reads lists as they are written", () => {
  const texts = { ...textsOf(theRules()), allow_networks: "10.0.0.0/8, 192.168.0.0/16\n\n" };

  expect(listsOf(texts).allow_networks).toEqual(["10.0.0.0/8", "192.168.0.0/16"]);
});

it("says that both kinds hold", () => {
  const lists = theRules({ allow_domains: ["a.org"], allow_networks: ["10.0.0.0/8"] });

  expect(meaningOf(lists)).toBe(
    "Workflows may reach only the domains that are listed, and of those only addresses in the networks that are listed.",
  );
});

it("says of a whole list what is wrong with it", () => {
  const errors = [{ pointer: "/deny_domains", code: "too_long", message: "1,000 at most" }];

  expect(errorsOf(errors, "deny_domains", [])).toEqual(["1,000 at most"]);
  expect(errorsOf(errors, "allow_domains", [])).toEqual([]);
});
