import { inTurn } from "./lock";

const NAME = "thaiyyal.test";

function recorded() {
  const seen: string[] = [];
  const work = (who: string) => async () => {
    seen.push(`${who} begins`);
    await Promise.resolve();
    seen.push(`${who} ends`);
  };
  return { seen, work };
}

it("runs one after the other where browsers have no locks", async () => {
  const { seen, work } = recorded();

  await Promise.all([inTurn(NAME, work("first")), inTurn(NAME, work("second"))]);

  expect(seen.map((each) => each.split(" ")[1])).toEqual(["begins", "ends", "begins", "ends"]);
  expect(localStorage.getItem(NAME)).toBeNull();
});

it("lets the next go on when one fails", async () => {
  await expect(inTurn(NAME, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");

  await expect(inTurn(NAME, async () => "done")).resolves.toBe("done");
});

it("takes over from a tab that was closed", async () => {
  localStorage.setItem(NAME, `gone ${Date.now() - 1}`);

  await expect(inTurn(NAME, async () => "done")).resolves.toBe("done");
});

it.each(["x 99999999999999", "x", "", "x NaN", "[object Object]"])(
  "does not wait for what is no lease: %s",
  async (kept) => {
    localStorage.setItem(NAME, kept);

    await expect(inTurn(NAME, async () => "done")).resolves.toBe("done");
  },
);

it("does its work where the browser keeps nothing", async () => {
  vi.spyOn(globalThis, "localStorage", "get").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });

  await expect(inTurn(NAME, async () => "done")).resolves.toBe("done");
});

it("does its work where the storage is full", async () => {
  const full = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });

  await expect(inTurn(NAME, async () => "done")).resolves.toBe("done");
  full.mockRestore();
});

it("asks the browser for a lock where it has them", async () => {
  const request = vi.fn((_: string, work: () => Promise<string>) => work());
  vi.stubGlobal("navigator", { locks: { request } });

  await expect(inTurn(NAME, async () => "done")).resolves.toBe("done");

  expect(request).toHaveBeenCalledWith(NAME, expect.any(Function));
  vi.unstubAllGlobals();
});
