import { readFileSync } from "node:fs";
import { ACTION_GROUPS, actionText, isAction } from "./actions";

it("knows every action that the server writes", () => {
  const reference = readFileSync("../docs/reference/audit.md", "utf8").split("<!-- actions -->")[1] ?? "";
  const written = [...reference.matchAll(/^\| `([a-z0-9_.]+)` \|/gm)].map(([, action]) => action);

  const known = ACTION_GROUPS.flatMap(({ items }) => items.filter((item) => !item.endsWith(".")));

  expect(written.length).toBeGreaterThan(80);
  expect(known.toSorted()).toEqual(written.toSorted());
});

it("calls actions by words", () => {
  expect(actionText("workflow.rolled_back")).toBe("Workflow rolled back");
  expect(actionText("api_key.created")).toBe("API key created");
});

it("tells actions from other texts", () => {
  expect(["workflow.", "user.roles_changed"].every(isAction)).toBe(true);
  expect(["workflow", "Workflow.", "a b.c", ""].some(isAction)).toBe(false);
});
