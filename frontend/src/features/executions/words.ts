/** What executions are, in words. Pure. */

import type { Wait } from "~/api/queries/execution-lists";
import type { ExecutionItem } from "~/api/shapes";

export const STATUS_WORDS: Readonly<Record<ExecutionItem["status"], string>> = {
  queued: "Queued",
  running: "Running",
  waiting: "Waiting",
  succeeded: "Succeeded",
  failed: "Failed",
  cancelled: "Cancelled",
};

export const TRIGGER_WORDS: Readonly<Record<ExecutionItem["trigger"], string>> = {
  api: "API",
  manual: "By hand",
  schedule: "Schedule",
  webhook: "Webhook",
  workflow: "Another workflow",
  error: "An error elsewhere",
  retry: "Retry",
};

export const WAIT_WORDS: Readonly<Record<Wait, string>> = {
  time: "A time",
  signal: "A signal",
  approval: "An approval",
  workflow: "A workflow it called",
  outcome_unknown: "An unknown outcome",
};

const LIVE: ReadonlySet<string> = new Set(["queued", "running", "waiting"]);

export function isLive({ status }: Pick<ExecutionItem, "status">): boolean {
  return LIVE.has(status);
}

export function canRetry({ status }: Pick<ExecutionItem, "status">): boolean {
  return status === "failed" || status === "cancelled";
}

export function nameOf({ workflow_name }: Pick<ExecutionItem, "workflow_name">): string {
  return workflow_name ?? "A deleted workflow";
}

export function versionOf({ version }: Pick<ExecutionItem, "version">): string {
  return version === null ? "Draft" : `v${version}`;
}
