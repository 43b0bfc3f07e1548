import { describe, expect, test } from "vitest";
import { valueAt } from "./values";

describe("values by path", () => {
  const owner = { list: [{ a: 1 }], text: "x" };

  test.each<[(string | number)[], unknown]>([
    [[], owner],
    [["list", 0, "a"], 1],
    [["list", "0"], undefined],
    [["list", 5, "a"], undefined],
    [["text", "length"], undefined],
    [["toString"], undefined],
  ])("%j", (path, value) => {
    expect(valueAt(owner, path)).toEqual(value);
  });
});
