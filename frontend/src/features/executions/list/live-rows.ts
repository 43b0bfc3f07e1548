/** Pages of executions with what has happened since they were read. Pure. */

import type { ListFilters } from "~/api/queries/execution-lists";
import type { ExecutionItem } from "~/api/shapes";

/** How an execution stands, as the live stream tells it. */
export type Standing = Pick<
  ExecutionItem,
  "status" | "waiting_for" | "wake_at" | "error" | "started_at" | "finished_at" | "duration_ms"
>;
export type Standings = ReadonlyMap<string, Standing>;

/** Newest first: what is new before what was read, each as it stands now, without what fits no more. */
export function rowsOf(
  read: readonly ExecutionItem[],
  newest: readonly ExecutionItem[],
  standings: Standings,
  filters: ListFilters,
): ExecutionItem[] {
  const latest = new Map(newest.map((each) => [each.id, each]));
  const known = new Set(read.map(({ id }) => id));
  const fresh = newest.filter(({ id }) => !known.has(id));
  return [...fresh, ...read.map((each) => latest.get(each.id) ?? each)]
    .map((each) => stands(each, standings.get(each.id)))
    .filter((each) => fits(each, filters));
}

/** Whether so many are new that some lie between the newest and what was read. */
export function hasGap(read: readonly ExecutionItem[], newest: readonly ExecutionItem[]): boolean {
  if (read.length === 0 || newest.length < 50) return false;
  const known = new Set(read.map(({ id }) => id));
  return newest.every(({ id }) => !known.has(id));
}

/** What has ended stays so: a late word of how it stood before says nothing. */
function stands(item: ExecutionItem, standing: Standing | undefined): ExecutionItem {
  if (standing === undefined || item.finished_at !== null) return item;
  return { ...item, ...standing };
}

function fits(item: ExecutionItem, { status, waiting_for }: ListFilters): boolean {
  if (status !== undefined && item.status !== status) return false;
  return waiting_for === undefined || (item.status === "waiting" && item.waiting_for === waiting_for);
}
