/** The last twelve months, whether or not something was used in them. */

import type { Metric, UsageMonth } from "~/api/shapes";

/** `month` as in "2026-01". */
export type MonthAmount = { readonly month: string; readonly label: string; readonly amount: number };

const MONTHS = 12;

/** Oldest first; the last one is the month of `now`. Months are those of UTC. */
export function lastMonths(history: readonly UsageMonth[], metric: Metric, now: Date): MonthAmount[] {
  const used = new Map(history.map((each) => [each.month, each.used[metric] ?? 0]));
  return Array.from({ length: MONTHS }, (_, at) => {
    const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (MONTHS - 1 - at), 1));
    const month = first.toISOString().slice(0, 7);
    return { month, label: labelOf(first), amount: used.get(month) ?? 0 };
  });
}

function labelOf(first: Date): string {
  return new Intl.DateTimeFormat(undefined, { month: "short", year: "2-digit", timeZone: "UTC" }).format(
    first,
  );
}
