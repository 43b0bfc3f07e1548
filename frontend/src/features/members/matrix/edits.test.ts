import { aRole } from "~/testing/workflows";
import { allows, changesOf, NO_EDITS, toggled, wantedOf, without } from "./edits";

const role = aRole({ permissions: ["a.read", "a.write"] });

it("forgets a box that is ticked back", () => {
  const once = toggled(NO_EDITS, role, "a.delete");
  const twice = toggled(once, role, "a.delete");

  expect(allows(role, once, "a.delete")).toBe(true);
  expect(changesOf([role], twice)).toEqual([]);
});

it("tells what comes and what goes", () => {
  const edits = toggled(toggled(NO_EDITS, role, "a.delete"), role, "a.read");

  const [change] = changesOf([role], edits);

  expect(change).toMatchObject({ added: ["a.delete"], removed: ["a.read"] });
  expect(change && wantedOf(change)).toEqual(["a.write", "a.delete"]);
});

it("leaves out roles that are gone or saved", () => {
  const edits = toggled(NO_EDITS, role, "a.delete");

  expect(changesOf([], edits)).toEqual([]);
  expect(changesOf([{ ...role, permissions: [...role.permissions, "a.delete"] }], edits)).toEqual([]);
  expect(without(edits, [role.id]).size).toBe(0);
});
