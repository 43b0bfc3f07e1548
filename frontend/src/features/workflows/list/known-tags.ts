/** Tags to propose: those of the workflows that were seen so far. */

import type { QueryClient } from "@tanstack/react-query";
import type { WorkflowItem } from "~/api/shapes";

type Pages = { readonly pages: readonly { readonly items: readonly WorkflowItem[] }[] };

export function knownTags(cache: QueryClient): string[] {
  const lists = cache.getQueriesData<Pages>({ queryKey: ["workflows", "list"] });
  const items = lists.flatMap(([, list]) => list?.pages.flatMap((page) => page.items) ?? []);
  return [...new Set(items.flatMap((item) => item.tags))].sort((one, other) => one.localeCompare(other));
}
