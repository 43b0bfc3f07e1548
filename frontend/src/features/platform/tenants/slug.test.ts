import { isSlug, slugOf } from "./slug";

it("makes short names of names", () => {
  expect(slugOf("Größe & Co.")).toBe("grosse-co");
  expect(slugOf("  Ünïted  Widgets 2 ")).toBe("united-widgets-2");
  expect(slugOf("ไทย")).toBe("");
  expect(isSlug(slugOf(`${"a".repeat(62)} ${"b".repeat(9)}`))).toBe(true);
});

it("tells short names from others", () => {
  expect(["acme", "a", "a-1"].every(isSlug)).toBe(true);
  expect(["", "-a", "a-", "A", "a b"].some(isSlug)).toBe(false);
});
