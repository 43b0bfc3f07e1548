import { screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { fakeServer, problem } from "~/testing/fake-server";
import { renderField } from "~/testing/form";

const MAIL = { type: "string", format: "credential", credential_kinds: ["smtp"] };
const FIRST = { items: [{ name: "shop", kind: "api_key" }], next_cursor: "more" };
const REST = { items: [{ name: "post", kind: "smtp" }], next_cursor: null };

function someCredentials() {
  return fakeServer({
    "GET /api/v1/credentials": ({ search }) => (search.get("cursor") === "more" ? REST : FIRST),
  });
}

it("offers the credentials that fit, from every page of them", async () => {
  someCredentials();
  const { value } = renderField(MAIL);

  await userEvent.click(await screen.findByPlaceholderText("No credential"));

  expect(screen.getAllByRole("option").map((option) => option.textContent)).toEqual(["post (smtp)"]);
  await userEvent.click(screen.getByRole("option", { name: "post (smtp)" }));
  expect(value()).toBe("post");
});

it("offers every kind where any will do", async () => {
  someCredentials();
  renderField({ type: "string", format: "credential" });

  await userEvent.click(await screen.findByPlaceholderText("No credential"));

  expect(screen.getAllByRole("option")).toHaveLength(2);
});

it.each([
  ["shop", "shop (api key), does not fit"],
  ["gone", "gone (not found)"],
])("says what is wrong with %s", async (name, label) => {
  someCredentials();
  renderField(MAIL, name);

  expect(await screen.findByDisplayValue(label)).toBeVisible();
});

it("takes a name from who may not see credentials", async () => {
  fakeServer({ "GET /api/v1/credentials": problem(403, "forbidden") });
  const { value } = renderField(MAIL);

  const field = await screen.findByRole("textbox", { name: "Field" });
  await userEvent.type(field, "post");

  expect(value()).toBe("post");
});
