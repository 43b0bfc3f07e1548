import { faultOf, isFiltered, periodOf, wantedEntries } from "./address";

const NOW = Date.parse("2026-03-02T12:00:00.000Z");

it("asks for what the address says, by the names of the server", () => {
  const user = "0198c0de-7a1e-7000-8000-000000000001";
  const address = {
    period: "24h",
    action: "workflow.",
    user,
    resource_type: "workflow",
    resource: "w1",
    result: "failure",
    address: "203.0.113.0/24",
    request: "r1",
    q: "total",
  };

  expect(wantedEntries(address, NOW)).toEqual({
    from: "2026-03-01T12:00:00.000Z",
    action: "workflow.",
    user_id: user,
    resource_type: "workflow",
    resource_id: "w1",
    status: "failure",
    address: "203.0.113.0/24",
    request_id: "r1",
    q: "total",
  });
});

it("does not ask for what the server would not take, and says what is wrong", () => {
  const address = { action: "Workflow", user: "ada", address: "here", result: "maybe", from: "yesterday" };

  expect(wantedEntries(address, NOW)).toEqual({});
  expect(faultOf("action", "Workflow")).toContain("workflow.published");
  expect(faultOf("request", "anything")).toBeUndefined();
  expect(faultOf("user", "")).toBeUndefined();
});

it("lets times of its own win over a period", () => {
  const address = { period: "1h", from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z" };

  expect(periodOf(address)).toBe("custom");
  expect(wantedEntries(address, NOW)).toEqual({
    from: "2026-01-01T00:00:00.000Z",
    to: "2026-02-01T00:00:00.000Z",
  });
});

it("knows whether anything narrows the log", () => {
  expect(isFiltered({ tab: "log" })).toBe(false);
  expect(isFiltered({ request: "r1" })).toBe(true);
});
