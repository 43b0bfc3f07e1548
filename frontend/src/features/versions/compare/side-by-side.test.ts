import { diffLines } from "~/lib/line-diff";
import { sideBySide } from "./side-by-side";

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `${from + at}`);

it("puts what came beside what went, and leaves out long stretches that are the same", () => {
  const before = [...numbered(1, 20), "old", ...numbered(21, 40)].join("\n");
  const after = [...numbered(1, 20), "new", "more", ...numbered(21, 40)].join("\n");

  const rows = sideBySide(diffLines(before, after));

  expect(rows.map((row) => (row.kind === "gap" ? row.count : [row.before?.text, row.after?.text]))).toEqual([
    17,
    ["18", "18"],
    ["19", "19"],
    ["20", "20"],
    ["old", "new"],
    [undefined, "more"],
    ["21", "21"],
    ["22", "22"],
    ["23", "23"],
    17,
  ]);
});

it("has no rows when nothing differs", () => {
  expect(sideBySide(diffLines("a\nb", "a\nb"))).toEqual([]);
});
