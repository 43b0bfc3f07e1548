import { afterLeftBehind } from "./left-behind";

const NAME = "a-work";

afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

test("work begins at once when nothing was left behind", async () => {
  expect(await afterLeftBehind(NAME, async () => "done")).toBe("done");
  expect(localStorage.getItem(NAME)).toBeNull();
});

test("work waits for what a page began that was left moments ago", async () => {
  vi.useFakeTimers();
  void afterLeftBehind(NAME, () => new Promise(() => {}));
  await vi.advanceTimersByTimeAsync(100);
  const begun = vi.fn(async () => {});

  const next = afterLeftBehind(NAME, begun);
  await vi.advanceTimersByTimeAsync(1_399);
  const before = begun.mock.calls.length;
  await vi.advanceTimersByTimeAsync(1);
  await next;

  expect([before, begun.mock.calls.length]).toEqual([0, 1]);
});

test.each(["garbage", "0", "99999999999999"])(
  "a mark that cannot be true (%s) holds nothing up",
  async (mark) => {
    localStorage.setItem(NAME, mark);

    expect(await afterLeftBehind(NAME, async () => "done")).toBe("done");
  },
);

test("work that fails may go on all the same, for the page may have been left", async () => {
  vi.useFakeTimers();
  const failing = afterLeftBehind(NAME, () => Promise.reject(new Error("aborted")));
  await expect(failing).rejects.toThrow("aborted");
  const begun = vi.fn(async () => {});

  void afterLeftBehind(NAME, begun);
  await vi.advanceTimersByTimeAsync(1_499);
  const before = begun.mock.calls.length;
  await vi.advanceTimersByTimeAsync(1);

  expect([before, begun.mock.calls.length]).toEqual([0, 1]);
});
