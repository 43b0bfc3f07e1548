import { randomId } from "./random-id";

test("an id has 128 bits, and no two are alike", () => {
  const ids = new Set(Array.from({ length: 1000 }, randomId));

  expect(ids.size).toBe(1000);
  expect([...ids].every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
});
