import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ADVICE, adviceOn } from "./advice";

const REFERENCE = join(import.meta.dirname, "../../../../../docs/reference/execution.md");

test("advice is given on codes that the reference knows", () => {
  const [, errors = ""] = readFileSync(REFERENCE, "utf8").split(/^## Errors$/m);
  const known = new Set([...errors.matchAll(/`([a-z_]+)`/g)].map(([, code]) => code));

  expect(known.size).toBeGreaterThan(20);
  expect(Object.keys(ADVICE).filter((code) => !known.has(code))).toEqual([]);
});

test("every other code gets advice too, whatever it is called", () => {
  expect(adviceOn("division_by_zero")).toMatch(/zero/);
  expect(adviceOn("constructor")).toBe(adviceOn("of_a_plugin"));
});
