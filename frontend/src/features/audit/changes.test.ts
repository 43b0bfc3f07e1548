import { changesOf } from "./changes";

it("tells which fields came, went and changed, and leaves out the rest", () => {
  const before = { name: "Orders", tags: ["a"], old: 1, same: true };
  const after = { name: "Bills", tags: ["a"], fresh: null, same: true };

  expect(changesOf(before, after)).toEqual([
    { path: "name", kind: "changed", before: "Orders", after: "Bills" },
    { path: "old", kind: "removed", before: "1", after: undefined },
    { path: "fresh", kind: "added", before: undefined, after: "null" },
  ]);
});

it("tells of lists what came and what went", () => {
  expect(changesOf({ roles: ["viewer", "editor"] }, { roles: ["editor", "admin"] })).toEqual([
    { path: "roles", kind: "changed", before: "viewer", after: "admin" },
  ]);
});

it("goes into what is inside", () => {
  expect(changesOf({ a: { b: { c: 1 } } }, { a: { b: { c: 2 } } })).toEqual([
    { path: "a.b.c", kind: "changed", before: "1", after: "2" },
  ]);
});

it("shows a new thing as it is, and nothing where there is nothing", () => {
  expect(changesOf(null, { name: "", list: [], steps: [{ a: 1 }] })).toEqual([
    { path: "name", kind: "added", before: undefined, after: "empty text" },
    { path: "list", kind: "added", before: undefined, after: "none" },
    { path: "steps", kind: "added", before: undefined, after: '[\n  {\n    "a": 1\n  }\n]' },
  ]);
  expect(changesOf(undefined, null)).toEqual([]);
  expect(changesOf("old", "new")).toEqual([{ path: "", kind: "changed", before: "old", after: "new" }]);
});

it("tells when only the order of a list is another", () => {
  expect(changesOf({ l: [1, 2] }, { l: [2, 1] })).toEqual([
    { path: "l", kind: "changed", before: "1, 2", after: "2, 1" },
  ]);
});
