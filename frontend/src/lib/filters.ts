import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export type Filters = Readonly<Record<string, string | undefined>>;

/** What follows the `?` of an address, as texts; what is empty is left out. */
export function readFilters(search: Record<string, unknown>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([key, value]) =>
      typeof value === "string" && value !== "" ? [[key, value]] : [],
    ),
  );
}

/** Filters of a screen live in its address, so that links and the back button keep them. `undefined` takes one out. */
export function useFilters(): [Filters, (changed: Filters) => void] {
  const filters = readFilters(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change = useCallback(
    (changed: Filters) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => readFilters({ ...before, ...changed }),
        replace: true,
      }),
    [navigate],
  );
  return [filters, change];
}
