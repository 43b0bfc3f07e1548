import { steadily } from "./steady";

test("a list of the same elements is the list of before", () => {
  const steady = steadily<{ id: number }>();
  const one = { id: 1 };
  const first = steady([one]);

  expect(steady([one])).toBe(first);
  expect(steady([{ id: 1 }])).not.toBe(first);
  expect(steady([])).toEqual([]);
});
