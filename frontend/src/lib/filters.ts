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

/** `isStep`: the back button undoes it, as it closes what was opened. */
export type ChangeFilters = (changed: Filters, how?: { readonly isStep?: boolean }) => void;

/** Filters of a screen live in its address, so that links and the back button keep them. `undefined` takes one out. */
export function useFilters(): [Filters, ChangeFilters] {
  const filters = readFilters(useSearch({ strict: false }));
  const navigate = useNavigate();
  const change: ChangeFilters = useCallback(
    (changed, { isStep = false } = {}) =>
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => readFilters({ ...before, ...changed }),
        replace: !isStep,
      }),
    [navigate],
  );
  return [filters, change];
}
