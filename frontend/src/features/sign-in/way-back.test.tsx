import { keepWayBack, takeWayBack } from "./way-back";

afterEach(() => vi.useRealTimers());

it("leads back once", () => {
  keepWayBack({ href: "/workflows/1?panel=versions", tenantId: "tenant-1" });

  expect(takeWayBack()).toEqual({ href: "/workflows/1?panel=versions", tenantId: "tenant-1" });
  expect(takeWayBack()).toBeUndefined();
});

it("leads nowhere when signing in was given up", () => {
  vi.useFakeTimers();
  keepWayBack({ href: "/workflows" });

  vi.advanceTimersByTime(16 * 60_000);

  expect(takeWayBack()).toBeUndefined();
});

it("never leads to another site", () => {
  keepWayBack({ href: "//elsewhere.example" });

  expect(takeWayBack()?.href).toBe("/");
});

it.each(["{", "null", "[]", '{"href": 1}'])("does without what is damaged: %s", (kept) => {
  sessionStorage.setItem("thaiyyal.way-back", kept);

  expect(takeWayBack()).toBeUndefined();
});
