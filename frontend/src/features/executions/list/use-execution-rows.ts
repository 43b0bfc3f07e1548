import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import {
  executionListKey,
  executionListQuery,
  type ListFilters,
  newestExecutionsQuery,
} from "~/api/queries/execution-lists";
import type { ExecutionItem } from "~/api/shapes";
import { isLive } from "../words";
import { hasGap, rowsOf } from "./live-rows";
import { useLiveExecutions } from "./use-live-executions";

const NOTHING: readonly ExecutionItem[] = [];

/** The executions that are asked for, page by page, with what is new and how they stand now. */
export function useExecutionRows(filters: ListFilters) {
  const cache = useQueryClient();
  const query = useInfiniteQuery(executionListQuery(filters));
  const newest = useQuery({ ...newestExecutionsQuery(filters), enabled: query.isSuccess }).data ?? NOTHING;
  const read = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? NOTHING, [query.data]);
  const known = useMemo(() => rowsOf(read, newest, new Map(), filters), [read, newest, filters]);
  const standings = useLiveExecutions(known.filter(isLive).map(({ id }) => id));
  const isApart = hasGap(read, newest);
  useEffect(() => {
    if (isApart) void cache.invalidateQueries({ queryKey: executionListKey });
  }, [isApart, cache]);
  const rows = useMemo(() => rowsOf(read, newest, standings, filters), [read, newest, standings, filters]);
  return { query, rows };
}
