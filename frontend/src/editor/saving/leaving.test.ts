import { forgetLeaving, keepOnLeaving, keptOnLeaving } from "./leaving";

const MOST = 1_000_000;
const AROUND = JSON.stringify({ text: "" }).length;

beforeEach(() => localStorage.clear());

test("what is kept is there at once, for its key alone", () => {
  keepOnLeaving("ada/w", { etag: "1" });
  expect(keptOnLeaving("ada/w")).toEqual({ etag: "1" });
  expect(keptOnLeaving("ben/w")).toBeNull();
});

test("what is forgotten is gone", () => {
  keepOnLeaving("ada/w", { etag: "1" });
  forgetLeaving("ada/w");
  expect(keptOnLeaving("ada/w")).toBeNull();
});

test("a million letters are kept, one more are not", () => {
  keepOnLeaving("fits", { text: "x".repeat(MOST - AROUND) });
  keepOnLeaving("large", { text: "x".repeat(MOST - AROUND + 1) });
  expect(keptOnLeaving("fits")).not.toBeNull();
  expect(keptOnLeaving("large")).toBeNull();
});

test("what is damaged is not there", () => {
  localStorage.setItem("thaiyyal.leaving.ada/w", "{");
  expect(keptOnLeaving("ada/w")).toBeUndefined();
});

test("a browser that keeps nothing is no trouble", () => {
  vi.stubGlobal("localStorage", {
    getItem: refuse,
    setItem: refuse,
    removeItem: refuse,
  });
  onTestFinished(() => void vi.unstubAllGlobals());
  expect(() => keepOnLeaving("ada/w", {})).not.toThrow();
  expect(keptOnLeaving("ada/w")).toBeUndefined();
  expect(() => forgetLeaving("ada/w")).not.toThrow();
});

function refuse(): never {
  throw new DOMException("denied", "SecurityError");
}
