import fc from "fast-check";
import { diffLines } from "./line-diff";

const lines = fc.array(fc.constantFrom("a", "b", "c", ""), { minLength: 1, maxLength: 12 });

function side(before: string, after: string, without: "added" | "removed"): string {
  return diffLines(before, after)
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("\n");
}

it("holds both texts whole", () => {
  fc.assert(
    fc.property(lines, lines, (one, other) => {
      const [before, after] = [one.join("\n"), other.join("\n")];
      expect(side(before, after, "added")).toBe(before);
      expect(side(before, after, "removed")).toBe(after);
    }),
  );
});

it("finds what stays between changes, and numbers it", () => {
  const found = diffLines("a\nb\nc\nd", "a\nx\nc\nd\ne");

  expect(
    found.map(({ kind, text, before, after }) => `${kind} ${text} ${before ?? "-"} ${after ?? "-"}`),
  ).toEqual(["same a 1 1", "removed b 2 -", "added x - 2", "same c 3 3", "same d 4 4", "added e - 5"]);
});

it("takes long texts without equal lines as changed whole", () => {
  const text = (letter: string) => Array.from({ length: 2_500 }, (_, at) => `${letter}${at}`).join("\n");

  const found = diffLines(text("a"), text("b"));

  expect(found.filter(({ kind }) => kind === "removed")).toHaveLength(2_500);
  expect(found.filter(({ kind }) => kind === "added")).toHaveLength(2_500);
});
