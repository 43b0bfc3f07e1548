import { aCredential, aKind } from "~/testing/credentials";
import { changeOf, draftOf, isUnchanged, lackingIn, newOf } from "./draft";

const before = aCredential();

test("a draft of what is there changes nothing, and has no secrets", () => {
  const draft = draftOf(before, "");

  expect(draft.fields).toEqual({ username: "robot" });
  expect(isUnchanged(changeOf(draft, before))).toBe(true);
});

test("only what differs is sent, and what was emptied is taken away", () => {
  const draft = { ...draftOf(before, ""), name: " New ", fields: { username: "", password: "very-secret" } };

  expect(changeOf(draft, before)).toEqual({
    name: "New",
    fields: { username: null, password: "very-secret" },
  });
});

test("a secret is sent as null when it is to be taken away, and not at all when it was never set", () => {
  const draft = { ...draftOf(before, ""), fields: { username: "robot", password: null } };

  expect(changeOf(draft, before)).toEqual({ fields: { password: null } });
  expect(changeOf(draft, { ...before, secrets: { password: { is_set: false } } })).toEqual({});
});

test("a secret that is set need not be given again, one that is not must be", () => {
  const draft = draftOf(before, "");

  expect(lackingIn(draft, aKind(), before).size).toBe(0);
  expect([...lackingIn({ ...draft, name: " " }, aKind(), undefined).keys()]).toEqual([
    "name",
    "fields/password",
  ]);
});

test("a new one holds what was given, for the workflows that were chosen or for all", () => {
  const draft = { ...draftOf(undefined, "basic"), name: "Shop", fields: { username: "robot", password: "" } };

  expect(newOf(draft)).toEqual({
    name: "Shop",
    kind: "basic",
    fields: { username: "robot" },
    workflow_ids: [],
  });
  expect(newOf({ ...draft, isForAll: true, hosts: ["a.example"] })).toMatchObject({
    is_for_all_workflows: true,
    hosts: ["a.example"],
  });
});
