/** What things of a tenant are called. */

import type { Metric, Tenant } from "~/api/shapes";
import { formatBytes, formatCount, formatDuration } from "~/lib/format";

export const STATUS_WORDS: Readonly<
  Record<Tenant["status"], { readonly label: string; readonly colour: string }>
> = {
  active: { label: "Active", colour: "green" },
  suspended: { label: "Suspended", colour: "orange" },
  deleting: { label: "To be deleted", colour: "red" },
};

type MetricWords = {
  readonly label: string;
  readonly unit?: string;
  readonly format: (amount: number) => string;
};

export const METRICS: Readonly<Record<Metric, MetricWords>> = {
  executions: { label: "Executions a month", format: formatCount },
  active_executions: { label: "Executions at the same time", format: formatCount },
  workflows: { label: "Workflows", format: formatCount },
  users: { label: "Members", format: formatCount },
  storage_bytes: { label: "Storage", unit: "bytes", format: formatBytes },
  cpu_seconds: {
    label: "CPU time a month",
    unit: "seconds",
    format: (seconds) => formatDuration(seconds * 1_000),
  },
  api_calls: { label: "API calls a month", format: formatCount },
};
