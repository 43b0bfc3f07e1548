import { isFiltered, isoText, localText, periodOf, wantedExecutions } from "./address";

const NOW = Date.parse("2026-03-02T12:00:00Z");

test("the address says which executions are asked for", () => {
  const address = { status: "failed", trigger: "webhook", waiting_for: "signal", workflow: "w", dead: "yes" };

  expect(wantedExecutions(address, NOW)).toEqual({
    status: "failed",
    trigger: "webhook",
    waiting_for: "signal",
    workflow_id: "w",
    dead: true,
  });
});

test("words that the server does not know are left out", () => {
  expect(wantedExecutions({ status: "gone", trigger: "x", period: "y", dead: "no" }, NOW)).toEqual({});
});

test("a period is counted from now, unless two times are named", () => {
  expect(wantedExecutions({ period: "24h" }, NOW)).toEqual({ from: "2026-03-01T12:00:00.000Z" });
  expect(wantedExecutions({ period: "24h", from: "2026-02-01T00:00:00Z", to: "nonsense" }, NOW)).toEqual({
    from: "2026-02-01T00:00:00.000Z",
  });
  expect(periodOf({ from: "2026-02-01T00:00:00Z" })).toBe("custom");
  expect(periodOf({ period: "y" })).toBeNull();
});

test("a local time comes back as the moment that it was", () => {
  expect(isoText(localText("2026-03-02T12:30:00.000Z"))).toBe("2026-03-02T12:30:00.000Z");
  expect(localText("nonsense")).toBe("");
  expect(isoText("")).toBeUndefined();
});

test("what is no filter does not count as one", () => {
  expect(isFiltered({ tab: "log" })).toBe(false);
  expect(isFiltered({ period: "1h" })).toBe(true);
});
