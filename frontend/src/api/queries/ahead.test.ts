import { ahead } from "./ahead";

function counted() {
  const asked: string[] = [];
  const read = async (id: string) => {
    asked.push(id);
    return `${id} ${asked.length}`;
  };
  return { asked, ...ahead(read) };
}

afterEach(() => vi.useRealTimers());

test("what was asked for ahead is taken once", async () => {
  const { ask, take } = counted();

  ask("one");

  expect([await take("one"), await take("one")]).toEqual(["one 1", "one 2"]);
});

test("what was asked for is not given to others", async () => {
  const { ask, take } = counted();

  ask("one");

  expect(await take("other")).toBe("other 2");
});

test("an answer of long ago is asked for anew", async () => {
  vi.useFakeTimers();
  const { ask, take } = counted();

  ask("one");
  vi.advanceTimersByTime(60_000);

  expect(await take("one")).toBe("one 2");
});

test("a refusal reaches who takes it", async () => {
  const { ask, take } = ahead(() => Promise.reject(new Error("refused")));

  ask("one");

  await expect(take("one")).rejects.toThrow("refused");
});
