import type { Member } from "~/api/shapes";
import { aMember, aRole } from "~/testing/workflows";
import { refusals, whyNotGiven } from "./rank";

const owner = aRole({ id: "role-owner", name: "owner", permissions: ["a.read", "a.delete"], members: 1 });
const viewer = aRole({ id: "role-viewer", name: "viewer", permissions: ["a.read"] });
const me = { id: "user-1", permissions: ["a.read"] };
const withRole = (changed: Partial<Member>, ...roles: readonly { id: string; name: string }[]) =>
  aMember({ ...changed, roles: roles.map(({ id, name }) => ({ id, name })) });

it("refuses nothing of who has no more rights", () => {
  expect(refusals(withRole({}, viewer), me, [owner, viewer])).toEqual({});
});

it("refuses everything of who has more rights, and says which", () => {
  const refused = refusals(withRole({}, owner), me, [owner, viewer]);

  expect(refused.roles).toBe("Ben may do what you may not: a.delete.");
  expect(Object.keys(refused)).toEqual(["roles", "status", "reset", "remove"]);
});

it("keeps the last owner, and lets an owner go when there are two", () => {
  const mighty = { id: "user-1", permissions: ["a.read", "a.delete"] };

  expect(refusals(withRole({}, owner), mighty, [owner]).remove).toContain("the last owner");
  expect(refusals(withRole({}, owner), mighty, [{ ...owner, members: 2 }])).toEqual({});
});

it("does not let me lock myself out, and sends me to my account for a password", () => {
  const refused = refusals(withRole({ id: "user-1" }, viewer), me, [viewer]);

  expect(refused).toEqual({
    status: "You would lock yourself out. Somebody else can do it.",
    reset: "You change your own password under Account.",
  });
});

it("names a few of the permissions that are missing, and how many more", () => {
  const role = aRole({ permissions: ["a.b", "a.c", "a.d", "a.e", "a.f"] });

  expect(whyNotGiven(role, [])).toBe("It allows what you may not do yourself: a.b, a.c, a.d and 2 more.");
  expect(whyNotGiven(role, role.permissions)).toBeUndefined();
});
