/** Limits of a tenant's own, as a form holds them. Pure. */

import type { Quotas } from "~/api/queries/platform";
import type { Metric, Plan, Usage, UsageEntry } from "~/api/shapes";

export type Own = { readonly mode: "plan" | "own" | "none"; readonly amount: number | undefined };
export type OwnLimits = Readonly<Partial<Record<Metric, Own>>>;

/** What the plan allows; null is no limit, undefined a plan that is not known. */
export function planLimit(plan: Plan | undefined, metric: Metric): number | null | undefined {
  return plan && (plan.limits[metric] ?? null);
}

/** The server tells limits as they hold: those that differ from the plan's are the tenant's own. */
export function ownLimits(usage: Usage, plan: Plan | undefined): OwnLimits {
  return Object.fromEntries(usage.items.map((entry) => [entry.metric, ownOf(entry, plan)]));
}

function ownOf({ metric, limit }: UsageEntry, plan: Plan | undefined): Own {
  if (limit === planLimit(plan, metric)) return { mode: "plan", amount: limit ?? undefined };
  return limit === null ? { mode: "none", amount: undefined } : { mode: "own", amount: limit };
}

/** What is to be sent; undefined while an amount is missing. */
export function quotasOf(limits: OwnLimits): Quotas | undefined {
  const own = Object.entries(limits).filter(([, { mode }]) => mode !== "plan");
  if (own.some(([, { mode, amount }]) => mode === "own" && amount === undefined)) return undefined;
  return Object.fromEntries(
    own.map(([metric, { mode, amount }]) => [metric, mode === "own" ? (amount ?? null) : null]),
  );
}

export function isSame(one: OwnLimits, other: OwnLimits): boolean {
  return JSON.stringify(quotasOf(one)) === JSON.stringify(quotasOf(other)) && quotasOf(one) !== undefined;
}
