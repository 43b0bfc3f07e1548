import type { Plan, Usage } from "~/api/shapes";
import { isSame, ownLimits, quotasOf } from "./own-limits";

const plan: Plan = { name: "small", description: "", limits: { workflows: 100, users: 10 } };
const entry = { used: 1, share: null, state: "ok", resets_at: null } as const;
const usage: Usage = {
  plan: "small",
  history: [],
  items: [
    { ...entry, metric: "workflows", limit: 100 },
    { ...entry, metric: "users", limit: 20 },
    { ...entry, metric: "executions", limit: null },
    { ...entry, metric: "api_calls", limit: 5 },
  ],
};

it("tells a tenant's own limits from those of its plan", () => {
  const own = ownLimits(usage, plan);

  expect(own.workflows?.mode).toBe("plan");
  expect(own.users).toEqual({ mode: "own", amount: 20 });
  expect(own.executions?.mode).toBe("plan");
  expect(quotasOf(own)).toEqual({ users: 20, api_calls: 5 });
});

it("sends null for a limit that is lifted", () => {
  const lifted = ownLimits({ ...usage, items: [{ ...entry, metric: "users", limit: null }] }, plan);

  expect(quotasOf(lifted)).toEqual({ users: null });
});

it("sends nothing while an amount is missing", () => {
  expect(quotasOf({ users: { mode: "own", amount: undefined } })).toBeUndefined();
});

it("knows what is the same, whatever is kept for later", () => {
  const asPlan = { users: { mode: "plan", amount: 3 } } as const;

  expect(isSame(asPlan, { users: { mode: "plan", amount: undefined } })).toBe(true);
  expect(isSame(asPlan, { users: { mode: "none", amount: undefined } })).toBe(false);
});
