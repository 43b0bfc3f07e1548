/** Which executions the address asks for. Pure. */

import { type ListFilters, STATUSES, TRIGGERS, WAITS } from "~/api/queries/execution-lists";
import type { Filters } from "~/lib/filters";

export const PERIODS = [
  { value: "1h", label: "Last hour", ms: 3_600_000 },
  { value: "24h", label: "Last 24 hours", ms: 86_400_000 },
  { value: "7d", label: "Last 7 days", ms: 604_800_000 },
  { value: "30d", label: "Last 30 days", ms: 2_592_000_000 },
] as const;

export const NO_FILTERS: Filters = {
  status: undefined,
  workflow: undefined,
  trigger: undefined,
  waiting_for: undefined,
  dead: undefined,
  period: undefined,
  from: undefined,
  to: undefined,
};

/** `now`: what a period such as the last hour is counted from. */
export function wantedExecutions(address: Filters, now: number): ListFilters {
  const status = STATUSES.find((each) => each === address.status);
  const trigger = TRIGGERS.find((each) => each === address.trigger);
  const waiting = WAITS.find((each) => each === address.waiting_for);
  return {
    ...(status && { status }),
    ...(trigger && { trigger }),
    ...(waiting && { waiting_for: waiting }),
    ...(address.workflow && { workflow_id: address.workflow }),
    ...(address.dead === "yes" && { dead: true }),
    ...timesOf(address, now),
  };
}

export function isFiltered(address: Filters): boolean {
  return Object.keys(NO_FILTERS).some((key) => address[key] !== undefined);
}

/** `custom` when the address names times of its own. */
export function periodOf({ period, from, to }: Filters): string | null {
  if (period === "custom" || from || to) return "custom";
  return PERIODS.find(({ value }) => value === period)?.value ?? null;
}

/** A moment as a field for local date and time holds it, and back. What is no moment is nothing. */
export function localText(iso: string | undefined): string {
  const at = iso ? new Date(iso) : new Date(Number.NaN);
  if (Number.isNaN(at.getTime())) return "";
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function isoText(local: string): string | undefined {
  const at = new Date(local);
  return local === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function timesOf(address: Filters, now: number): Pick<ListFilters, "from" | "to"> {
  const period = PERIODS.find(({ value }) => value === address.period);
  if (period && periodOf(address) !== "custom") return { from: new Date(now - period.ms).toISOString() };
  const from = isoText(address.from ?? "");
  const to = isoText(address.to ?? "");
  return { ...(from && { from }), ...(to && { to }) };
}
