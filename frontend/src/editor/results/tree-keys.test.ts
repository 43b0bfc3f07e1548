import { expect, test } from "vitest";
import { moved } from "./tree-keys";
import { treeRows } from "./tree-rows";

const ROWS = treeRows({ list: [1, 2], empty: {}, text: "x" }, "input", new Set());
const at = (path: string) => ROWS.findIndex((row) => row.path === path);

test.each([
  ["ArrowDown", 0, { to: ROWS[1]?.path }],
  ["ArrowDown", ROWS.length - 1, { to: ROWS.at(-1)?.path }],
  ["ArrowUp", 1, { to: ROWS[0]?.path }],
  ["ArrowUp", 0, { to: ROWS[0]?.path }],
  ["Home", 2, { to: ROWS[0]?.path }],
  ["End", 0, { to: ROWS.at(-1)?.path }],
  ["ArrowLeft", 0, { flip: "input" }],
  ["ArrowLeft", at("input.text"), { to: "input" }],
  ["ArrowRight", 0, { to: ROWS[1]?.path }],
  ["Enter", 0, { flip: "input" }],
  [" ", 0, { flip: "input" }],
  ["Enter", at("input.text"), null],
  ["x", 0, null],
  ["ArrowDown", 99, null],
])("%s at line %i", (key, line, move) => {
  expect(moved(key, ROWS, line)).toEqual(move);
});

test("what is folded opens to the right", () => {
  const folded = treeRows({ list: [1, 2] }, "input", new Set(["input"]));
  const [first] = folded;

  expect(moved("ArrowRight", folded, 0)).toEqual(first?.isOpen ? { to: folded[1]?.path } : { flip: "input" });
});
