/** Steps as bars on a line of time. Pure. */

import type { Step } from "~/api/queries/executions";

/** In hundredths of the whole width. */
export type Bar = { readonly left: number; readonly width: number };

const NARROWEST = 0.4;

/** Where the line of time begins and ends: from the first step to the last end, or to now while it goes on. */
export function spanOf(steps: readonly Step[], now: number | null): { start: number; end: number } {
  const starts = steps.flatMap(({ started_at }) => (started_at ? [Date.parse(started_at)] : []));
  const start = starts.reduce((first, each) => Math.min(first, each), Number.POSITIVE_INFINITY);
  if (!Number.isFinite(start)) return { start: 0, end: 1 };
  const ends = steps.map((step) => endOf(step) ?? now ?? start);
  const end = ends.reduce((last, each) => Math.max(last, each), start);
  return { start, end: Math.max(end, start + 1) };
}

/** Null for what has not begun. What goes on reaches to the end. */
export function barOf(step: Step, { start, end }: { start: number; end: number }): Bar | null {
  if (!step.started_at) return null;
  const begun = Date.parse(step.started_at);
  const share = (ms: number) => (100 * ms) / (end - start);
  const width = Math.max(NARROWEST, share((endOf(step) ?? end) - begun));
  const left = Math.min(Math.max(0, share(begun - start)), 100 - NARROWEST);
  return { left, width: Math.min(width, 100 - left) };
}

function endOf({ started_at, duration_ms, status }: Step): number | null {
  if (!started_at || status === "running") return null;
  return Date.parse(started_at) + (duration_ms ?? 0);
}
