/** Which entries the address asks for. Pure. */

import type { LogFilters } from "~/api/queries/audit";
import type { Filters } from "~/lib/filters";
import { isAction } from "./actions";

export const PERIODS = [
  { value: "1h", label: "Last hour", ms: 3_600_000 },
  { value: "24h", label: "Last 24 hours", ms: 86_400_000 },
  { value: "7d", label: "Last 7 days", ms: 604_800_000 },
  { value: "30d", label: "Last 30 days", ms: 2_592_000_000 },
  { value: "90d", label: "Last 90 days", ms: 7_776_000_000 },
] as const;

export const NO_FILTERS: Filters = {
  period: undefined,
  from: undefined,
  to: undefined,
  action: undefined,
  user: undefined,
  resource_type: undefined,
  resource: undefined,
  result: undefined,
  address: undefined,
  request: undefined,
  q: undefined,
};

/** What the server takes, by the names that the address has for it. */
const CHECKS: Readonly<Record<string, (text: string) => string | undefined>> = {
  action: (text) => (isAction(text) ? undefined : "Such as workflow.published, or workflow. for all of it."),
  user: (text) =>
    isId(text) ? undefined : "The id of a user, such as 0198c0de-7a1e-7000-8000-000000000001.",
  address: (text) =>
    /^[0-9a-f.:]+(\/\d+)?$/i.test(text) ? undefined : "Such as 203.0.113.7, or 203.0.113.0/24.",
};

/** What is wrong with a filter; it is not asked for then. */
export function faultOf(key: string, text: string | undefined): string | undefined {
  return text ? CHECKS[key]?.(text) : undefined;
}

/** `now`: what a period such as the last hour is counted from. */
export function wantedEntries(address: Filters, now: number): LogFilters {
  const sound = (key: string) => (faultOf(key, address[key]) ? undefined : address[key]);
  const wanted = {
    ...timesOf(address, now),
    action: sound("action"),
    user_id: sound("user"),
    resource_type: address.resource_type,
    resource_id: address.resource,
    status: ["success", "failure"].find((each) => each === address.result),
    address: sound("address"),
    request_id: address.request,
    q: address.q,
  };
  return Object.fromEntries(Object.entries(wanted).flatMap(([key, text]) => (text ? [[key, text]] : [])));
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

function timesOf(address: Filters, now: number): Filters {
  const period = PERIODS.find(({ value }) => value === address.period);
  if (period && periodOf(address) !== "custom") return { from: new Date(now - period.ms).toISOString() };
  return { from: isoText(address.from ?? ""), to: isoText(address.to ?? "") };
}

function isId(text: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text);
}
