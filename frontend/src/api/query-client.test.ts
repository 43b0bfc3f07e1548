import { aSignIn } from "~/testing/app";
import { makeQueryClient } from "./query-client";
import { enter, leave, session } from "./session";

const KEY = ["workflows"];

function filled() {
  enter(aSignIn());
  const client = makeQueryClient();
  client.setQueryData(KEY, "of Ada");
  return client;
}

it("keeps what the server said when the token is renewed, or the session goes on after it ended", () => {
  const client = filled();
  const { user, tenant } = aSignIn();

  enter(aSignIn({ access_token: "next" }));
  session.setState({ state: "expired", user, tenant }, true);
  enter(aSignIn());

  expect(client.getQueryData(KEY)).toBe("of Ada");
});

it.each([
  [
    "another tenant",
    () => enter(aSignIn({ tenant: { id: "b", slug: "b", name: "B", roles: [], permissions: [] } })),
  ],
  ["somebody else", () => enter(aSignIn({ user: { id: "user-2", email: "b@example.com", name: "Ben" } }))],
  ["nobody", leave],
])("forgets it for %s", (_, change) => {
  const client = filled();

  change();

  expect(client.getQueryData(KEY)).toBeUndefined();
});
