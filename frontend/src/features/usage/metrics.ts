/** What each limit is called, how its amounts read, and what happens when nothing is left. */

import type { Metric, UsageEntry } from "~/api/shapes";
import { formatBytes, formatCount, formatDuration } from "~/lib/format";

type Words = {
  readonly label: string;
  readonly format: (amount: number) => string;
  /** What is refused when it is full. */
  readonly full: string;
  /** How to get room, where it does not come by itself. */
  readonly advice?: string;
};

export const METRICS: Readonly<Record<Metric, Words>> = {
  executions: { label: "Executions", format: formatCount, full: "no execution starts" },
  active_executions: {
    label: "Executions at the same time",
    format: formatCount,
    full: "no execution starts",
    advice: "until one has ended",
  },
  workflows: {
    label: "Workflows",
    format: formatCount,
    full: "no workflow can be made",
    advice: "until some are purged from the trash",
  },
  users: {
    label: "Members",
    format: formatCount,
    full: "nobody can be invited",
    advice: "until a member or an open invitation is removed",
  },
  storage_bytes: {
    label: "Storage",
    format: formatBytes,
    full: "nothing more is stored",
    advice: "until old executions are deleted, or kept for a shorter time",
  },
  cpu_seconds: { label: "CPU time", format: formatCpu, full: "no execution starts" },
  api_calls: { label: "API calls", format: formatCount, full: "requests of programs are refused" },
};

/** "850 of 1,000 this month". */
export function amountText({ metric, used, limit, resets_at }: UsageEntry): string {
  const { format } = METRICS[metric];
  const of = limit === null ? ", without a limit" : ` of ${format(limit)}`;
  return `${format(used)}${of}${resets_at === null ? "" : " this month"}`;
}

/** "When it is full, no execution starts until 1 December." */
export function fullText({ metric, state, resets_at }: UsageEntry): string {
  const { full, advice } = METRICS[metric];
  const until = resets_at === null ? advice : `until ${formatDay(resets_at)}`;
  return `${state === "exceeded" ? "It is full:" : "When it is full,"} ${full} ${until ?? ""}`
    .trim()
    .concat(".");
}

/** Processor time in seconds. */
export function formatCpu(seconds: number): string {
  return formatDuration(seconds * 1_000);
}

function formatDay(iso: string): string {
  const day = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", timeZone: "UTC" });
  return day.format(new Date(iso));
}
